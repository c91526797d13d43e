// ODK's own form engine in Node: the same code that fills forms in ODK Web Forms.
//
// It is made for browsers, so a DOM (jsdom) is put in place first, and Node's version is hidden
// while it loads: its WebAssembly part would otherwise take a path that only CommonJS has.
import { JSDOM } from 'jsdom';

const DOM_CLASSES = [
  'Attr', 'CDATASection', 'Comment', 'DOMParser', 'Document', 'DocumentType', 'Element', 'HTMLElement', 'Node',
  'NodeFilter', 'ProcessingInstruction', 'Text', 'XMLDocument', 'XMLSerializer', 'XPathResult',
];

async function load() {
  const { window } = new JSDOM('', { url: 'http://127.0.0.1/' });
  for (const name of DOM_CLASSES) globalThis[name] ??= window[name];
  globalThis.document ??= window.document;
  globalThis.window ??= globalThis;
  globalThis.localStorage ??= window.localStorage;
  const versions = process.versions;
  Object.defineProperty(process, 'versions', { value: { ...versions, node: undefined }, configurable: true });
  try {
    return await import('@getodk/xforms-engine');
  } finally {
    Object.defineProperty(process, 'versions', { value: versions, configurable: true });
  }
}

const engine = await load();

/** The form of this XML, ready to make instances; `files` maps names to bytes of form attachments. */
export async function openForm(xml, files) {
  const fetchFormAttachment = async (url) => {
    const name = decodeURIComponent(String(url).split('/').pop());
    const held = files.get(name);
    return held === undefined
      ? new Response('', { status: 404 })
      : new Response(held, { status: 200, headers: { 'content-type': mimeOf(name) } });
  };
  const form = await engine.loadForm(xml, {
    fetchFormAttachment,
    missingResourceBehavior: engine.constants.MISSING_RESOURCE_BEHAVIOR.BLANK,
  });
  if (form.status === 'failure') throw new Error(`the engine refuses the form: ${form.error?.message}`);
  return form;
}

function mimeOf(name) {
  if (name.endsWith('.csv')) return 'text/csv';
  if (name.endsWith('.geojson')) return 'application/geo+json';
  return name.endsWith('.xml') ? 'text/xml' : 'application/octet-stream';
}

/** Every node of the tree that is relevant now, parents before children, in the order of the form. */
export function* relevantNodes(node) {
  if (!node.currentState.relevant) return;
  yield node;
  for (const child of node.currentState.children ?? []) yield* relevantNodes(child);
}

/** What the engine objects to: [{reference, condition, message}]. */
export function violations(root) {
  return root.validationState.violations.map(({ reference, violation }) => ({
    reference,
    condition: violation.condition,
    message: violation.message?.asString ?? '',
  }));
}

/** The finished submission: its XML as text and its other files, as the engine writes them. */
export async function serialise(root) {
  const payload = await root.prepareInstancePayload({ payloadType: 'monolithic' });
  const files = [];
  let xml = '';
  for (const [name, part] of payload.data[0].entries()) {
    if (name === 'xml_submission_file') xml = await part.text();
    else files.push(part);
  }
  return { xml, files, status: payload.status, instanceID: instanceIdOf(xml) };
}

/** The instanceID that stands in a submission. */
export function instanceIdOf(xml) {
  return /<(?:\w+:)?instanceID>([^<]*)</.exec(xml)?.[1] ?? '';
}
