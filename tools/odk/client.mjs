#!/usr/bin/env node
// A phone in Node: takes a form from a running server, fills it with ODK's engine, sends it.
//
//   node tools/odk/client.mjs --server http://127.0.0.1:8642/v1/key/TOKEN/projects/1 --form household < households.jsonl
//   node tools/odk/client.mjs --server … --form household --auto 7        fills any form by itself
//   node tools/odk/client.mjs --server … --resend < finished.jsonl        sends what was kept: {"xml": …} a line
//                                             (a line may name a "server" of its own: phones of several villages)
//   node tools/odk/client.mjs --file form.xml [--media FOLDER] --auto 7    without a server; nothing is sent
//
// One line of JSON comes in for each household ({"key": …, "repeats": {…}, "answers": {…}}) and one goes
// out: {key, instanceID, status, message, violations, notAsked, filled, xml}. `status` is the answer of the
// server, null where nothing was sent (--keep, --file, or because the form objects to the answers).
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { answersOf, fillByItself } from './auto.mjs';
import { instanceIdOf, openForm, serialise, violations } from './engine.mjs';
import { download, formList, submit } from './openrosa.mjs';
import { fillByScript } from './script.mjs';

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    form: { type: 'string' },
    file: { type: 'string' },
    media: { type: 'string' },
    auto: { type: 'string' },
    keep: { type: 'boolean', default: false },
    resend: { type: 'boolean', default: false },
    user: { type: 'string', default: 'aso' },
  },
});

async function* lines() {
  for await (const line of createInterface({ input: process.stdin })) if (line.trim()) yield JSON.parse(line);
}

function print(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function obtain(server) {
  const { xml, files } = await fetched(server);
  return openForm(xml, files);
}

function instanceOf(form) {
  return form.createInstance({ preloadProperties: { username: options.user, deviceID: 'sarn-odk-client' } }).root;
}

async function fetched(server) {
  if (options.file) {
    const files = new Map();
    const folder = options.media ?? path.dirname(options.file);
    for (const name of fs.readdirSync(folder)) {
      const whole = path.join(folder, name);
      if (fs.statSync(whole).isFile()) files.set(name, fs.readFileSync(whole));
    }
    return { xml: fs.readFileSync(options.file, 'utf8'), files };
  }
  const offered = await formList(server);
  const wanted = offered.find((form) => form.formID === options.form);
  if (!wanted) throw new Error(`the server does not offer «${options.form}»; it has ${offered.map((one) => one.formID)}`);
  return download(wanted);
}

async function finish(root, server, rest) {
  const objections = violations(root);
  const { xml, files, instanceID } = await serialise(root);
  const send = !options.keep && server && objections.length === 0;
  const answer = send ? await submit(server, xml, files) : { status: null, message: '' };
  print({ ...rest, instanceID, ...answer, violations: objections, files: files.map((file) => file.name), xml });
}

/** Some forms cannot be satisfied by every choice: ask for much first, then try other answers. */
function tryWays(instance, seed) {
  let last;
  for (const [shift, wide] of [[0, true], [1, true], [0, false], [1, false], [2, false], [3, false]]) {
    const root = instance();
    try {
      last = { root, unsatisfied: fillByItself(root, seed + shift, wide) };
    } catch (fault) {
      process.stderr.write(`seed ${seed + shift}: ${fault.message}\n`); // computations that never come to rest
      continue;
    }
    if (last.unsatisfied.length === 0) return last;
  }
  if (last === undefined) throw new Error('no choice of answers came to rest');
  return last;
}

async function main() {
  if (options.resend) {
    for await (const { key, xml, server = options.server } of lines()) {
      print({ key, instanceID: instanceIdOf(xml), ...(await submit(server, xml)) });
    }
    return;
  }
  if (options.auto !== undefined) {
    const form = await obtain(options.server);
    const { root, unsatisfied } = tryWays(() => instanceOf(form), Number(options.auto));
    await finish(root, options.server, { unsatisfied, filled: answersOf(root) });
    return;
  }
  const forms = new Map();
  for await (const household of lines()) {
    const server = household.server ?? options.server;
    if (!forms.has(server)) forms.set(server, await obtain(server));
    const root = instanceOf(forms.get(server));
    const notAsked = fillByScript(root, household);
    await finish(root, server, { key: household.key, notAsked });
  }
}

try {
  await main();
  process.exit(0); // the engine keeps timers alive
} catch (fault) {
  process.stderr.write(`${fault.stack ?? fault}\n`);
  process.exit(1);
}
