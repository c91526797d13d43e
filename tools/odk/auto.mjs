// Filling any form with plausible values: walk what is shown, answer it, look again, until nothing
// new appears. Each question gets the first of its candidates that the form's constraint accepts.
import { relevantNodes } from './engine.mjs';
import { give, resize } from './script.mjs';

const MOST_PASSES = 25;
const INSTANCES = 2; // of every repeat, so that rows of one table can be told apart
const LEAVES = new Set(['input', 'select', 'rank', 'range', 'trigger', 'upload']);
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

/** A small seeded generator (mulberry32): the same seed gives the same answers. */
function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Answer everything; returns the references that could not be satisfied. With `wide` choices are
 * preferred that make the form ask more.
 */
export function fillByItself(root, seed, wide = true) {
  const pick = generator(seed);
  const answered = new Set();
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    let changed = false;
    for (const node of [...relevantNodes(root)]) {
      if (answered.has(node.nodeId)) continue;
      if (node.nodeType === 'repeat-range:uncontrolled' && node.definition.nodeset !== undefined) {
        answered.add(node.nodeId);
        resize(node, Math.max(INSTANCES, node.currentState.children.length));
        changed = true;
      } else if (LEAVES.has(node.nodeType) && node.currentState.relevant) {
        // A choice may hang on one further down (a filter): an empty list is asked again.
        if (node.nodeType === 'select' && !node.currentState.valueOptions.length) continue;
        answered.add(node.nodeId);
        changed = answer(node, pick, wide) || changed;
      }
    }
    if (!changed) break;
  }
  return root.validationState.violations.map((one) => one.reference);
}

function answer(node, pick, wide) {
  if (node.currentState.readonly) return false;
  for (const value of candidates(node, pick, wide)) {
    try {
      if (node.nodeType === 'upload') node.setValue(value);
      else give(node, value);
    } catch {
      continue; // not a value of this type, or more than the range allows
    }
    if (node.validationState.violation === null && node.currentState.instanceValue !== '') return true;
  }
  if (node.nodeType !== 'upload') give(node, node.nodeType === 'select' || node.nodeType === 'rank' ? [] : null);
  return false;
}

function candidates(node, pick, wide) {
  const options = (node.currentState.valueOptions ?? []).map((option) => option.value);
  switch (node.nodeType) {
    case 'select':
      if (node.selectType !== 'select1') return subsets(options, pick);
      return wide ? opening(node, rotated(options, pick)) : rotated(options, pick);
    case 'rank':
      return [rotated(options, pick)];
    case 'trigger':
      return [true];
    case 'upload':
      return [file(node)];
    case 'range':
      return steps(node.definition.bodyElement?.bounds ?? node.definition.bounds ?? {});
    default:
      return [...typed(node, pick), ...fromConstraint(node)];
  }
}

function rotated(options, pick) {
  const start = options.length ? pick(options.length) : 0;
  return [...options.slice(start), ...options.slice(0, start)];
}

/** The options, those first that make the form ask more: «no» at the first question would end it. */
function opening(node, options) {
  if (options.length > 12) return options;
  const asked = new Map();
  for (const option of options) {
    try {
      give(node, option);
      asked.set(option, [...relevantNodes(node.root)].length);
    } catch {
      asked.set(option, -1); // a choice that sends the form's own computations round in a circle
    }
  }
  return options.toSorted((one, other) => asked.get(other) - asked.get(one));
}

function subsets(options, pick) {
  const turned = rotated(options, pick);
  return [turned.slice(0, 2), ...turned.map((option) => [option]), turned];
}

function steps({ min = 0, max = 10, step = 1 }) {
  return [Number(min) + Number(step), Number(min), Number(max), 5, 1];
}

function file(node) {
  const kind = node.nodeOptions.media.type ?? 'image';
  if (kind === 'image' || kind === '*') return new File([PNG], 'photo.png', { type: 'image/png' });
  const suffix = { audio: 'm4a', video: 'mp4' }[kind] ?? 'txt';
  return new File(['test'], `file.${suffix}`, { type: kind === 'text' || kind === 'application' ? 'text/plain' : `${kind}/mp4` });
}

const POINTS = ['18.7883 98.9853 300 5', '18.7893 98.9863 301 5', '18.7873 98.9873 302 5'];

function typed(node, pick) {
  const small = 1 + pick(9);
  switch (node.valueType) {
    case 'int':
      return [small, 0, 1, 18, 35, 100, 2500, 12345];
    case 'decimal':
      return [small + 0.5, 0.5, 1, 18, 36.6, 100];
    case 'date':
      return ['2026-05-14', '2000-01-31', '2030-12-01', new Date().toISOString().slice(0, 10)];
    case 'time':
      return ['08:30:00.000+07:00'];
    case 'dateTime':
      return ['2026-05-14T08:30:00.000+07:00'];
    case 'geopoint':
      return [POINTS[pick(POINTS.length)]];
    case 'geotrace':
      return [POINTS.join(';')];
    case 'geoshape':
      return [[...POINTS, POINTS[0]].join(';')];
    case 'boolean':
      return ['true'];
    default:
      return [`คำตอบ ${small} & <test>`, `answer ${small}`, 'answer', String(small), '1990100000011', '12345678901', '0812345678', 'a@example.org'];
  }
}

/** Numbers and texts that stand in the constraint, and their neighbours: bounds are among them. */
function fromConstraint(node) {
  const expression = String(node.definition.bind?.constraint?.expression ?? '');
  const numbers = [...expression.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => Number(match[0]));
  const texts = [...expression.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2]);
  return [...numbers.flatMap((number) => [number, number + 1, number - 1]), ...texts];
}

/** What a person sees as filled: reference → text of every question and computed value shown. */
export function answersOf(root) {
  const found = {};
  for (const node of relevantNodes(root)) {
    if (node.nodeType === 'note' || !('instanceValue' in node.currentState)) continue;
    if (node.nodeType === 'attribute') continue;
    found[node.currentState.reference] = String(node.currentState.instanceValue ?? '');
  }
  return found;
}
