// Copies the four Sarabun files that sarn.css names, and their licence, from the locked npm package.
// Run from anywhere: `node tools/fonts.mjs`. Running it again changes nothing.

import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(root, "node_modules", "@fontsource", "sarabun");
const to = join(root, "src", "sarn", "ui", "static", "ui", "fonts");

const files = ["thai", "latin"]
  .flatMap((script) => [400, 700].map((weight) => `sarabun-${script}-${weight}-normal.woff2`))
  .map((name) => [join(from, "files", name), join(to, name)]);
files.push([join(from, "LICENSE"), join(to, "OFL.txt")]);

const missing = files.filter(([source]) => !existsSync(source));
if (missing.length > 0) {
  console.error(`The font package is not there: ${missing[0][0]}. Run \`npm ci\` first.`);
  process.exit(1);
}

mkdirSync(to, { recursive: true });
let bytes = 0;
for (const [source, target] of files) {
  if (!existsSync(target) || !readFileSync(source).equals(readFileSync(target))) {
    copyFileSync(source, target);
  }
  bytes += statSync(target).size;
}
console.log(`fonts: ${files.length} files, ${Math.round(bytes / 1024)} kB`);
