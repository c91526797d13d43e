// The OpenRosa side of a phone: list of forms, form, manifest, files, submission.

const VERSION = { 'X-OpenRosa-Version': '1.0' };

async function get(url) {
  const answer = await fetch(url, { headers: VERSION });
  const body = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(`GET ${withoutToken(url)} → ${answer.status} ${new TextDecoder().decode(body)}`);
  return body;
}

async function getXml(url) {
  const text = new TextDecoder().decode(await get(url));
  return new DOMParser().parseFromString(text, 'text/xml');
}

const textOf = (element, name) => element.getElementsByTagName(name)[0]?.textContent ?? '';

/** The forms that the token shows: [{formID, version, hash, downloadUrl, manifestUrl}]. */
export async function formList(server) {
  const list = await getXml(`${server}/formList?deviceID=sarn-odk-client`);
  return [...list.getElementsByTagName('xform')].map((form) => ({
    formID: textOf(form, 'formID'),
    version: textOf(form, 'version'),
    hash: textOf(form, 'hash'),
    downloadUrl: textOf(form, 'downloadUrl'),
    manifestUrl: textOf(form, 'manifestUrl'),
  }));
}

/** The form's XML and its files (name → bytes), with hashes checked as a phone does. */
export async function download(form) {
  const xml = await get(form.downloadUrl);
  await check(xml, form.hash, form.formID);
  const files = new Map();
  if (form.manifestUrl) {
    const manifest = await getXml(form.manifestUrl);
    for (const entry of manifest.getElementsByTagName('mediaFile')) {
      const name = textOf(entry, 'filename');
      const bytes = await get(textOf(entry, 'downloadUrl'));
      await check(bytes, textOf(entry, 'hash'), name);
      files.set(name, bytes);
    }
  }
  return { xml: new TextDecoder().decode(xml), files };
}

async function check(bytes, hash, what) {
  const { createHash } = await import('node:crypto');
  const found = `md5:${createHash('md5').update(bytes).digest('hex')}`;
  if (found !== hash) throw new Error(`${what}: the list promises ${hash}, the bytes are ${found}`);
}

/** Send one submission; returns {status, message}. */
export async function submit(server, xml, files = []) {
  const body = new FormData();
  body.append('xml_submission_file', new File([xml], 'submission.xml', { type: 'text/xml' }));
  for (const file of files) body.append(file.name, file, file.name);
  const answer = await fetch(`${server}/submission?deviceID=sarn-odk-client`, { method: 'POST', headers: VERSION, body });
  const text = await answer.text();
  return { status: answer.status, message: /<message[^>]*>([^<]*)</.exec(text)?.[1] ?? text.slice(0, 500) };
}

function withoutToken(url) {
  return url.replace(/\/key\/[^/]+/, '/key/…');
}
