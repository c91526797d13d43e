// Filling a form by a script of answers: what a person would press, in the same order.
import { relevantNodes } from './engine.mjs';

function find(root, reference) {
  for (const node of relevantNodes(root)) if (node.currentState.reference === reference) return node;
  return null;
}

/** Give one control a value; null empties it. Numbers may come as numbers or text. */
export function give(node, value) {
  if (node.nodeType === 'select') node.selectValues(value === null ? [] : [].concat(value).map(String));
  else if (node.nodeType === 'rank') node.setValues([].concat(value).map(String));
  else if (node.nodeType === 'trigger') node.setValue(value === true || value === 'OK');
  else if (node.nodeType === 'input' || node.nodeType === 'range') node.setValue(lexical(node, value));
  else throw new Error(`${node.currentState.reference}: a ${node.nodeType} takes no answer`);
}

function lexical(node, value) {
  // Empty is null to the types that parse, and the empty text to all others: null would end in the engine.
  if (value === null || value === '') return ['int', 'decimal', 'date'].includes(node.valueType) ? null : '';
  return node.valueType === 'int' ? BigInt(value) : node.valueType === 'decimal' ? Number(value) : String(value);
}

/** Make a repeat have this many instances. */
export function resize(range, count) {
  const missing = count - range.currentState.children.length;
  if (missing > 0) range.addInstances(undefined, missing);
  else if (missing < 0) range.removeInstances(count, -missing);
}

/**
 * Fill by `household`: {repeats: {"/data/member": 3}, answers: {"/data/visit/outcome": "answered", …}}.
 * Answers are given in their order; a repeat is sized when its first answer comes or at the end.
 * Returns the references that were not asked, because the form does not show them.
 */
export function fillByScript(root, household) {
  const waiting = new Map(Object.entries(household.repeats ?? {}));
  const sizeRepeats = () => {
    for (const [reference, count] of waiting) {
      const range = find(root, reference);
      if (range === null) continue;
      resize(range, count);
      waiting.delete(reference);
    }
  };
  const notAsked = [];
  for (const [reference, value] of Object.entries(household.answers)) {
    if (waiting.size && [...waiting.keys()].some((repeat) => reference.startsWith(`${repeat}[`))) sizeRepeats();
    const node = find(root, reference);
    if (node === null) notAsked.push(reference);
    else give(node, value);
  }
  sizeRepeats();
  return [...notAsked, ...waiting.keys()];
}
