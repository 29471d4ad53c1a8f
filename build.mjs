// Builds the front-end assets into var/aset:
//
//   css/tabler.css            Tabler, trimmed to the selectors in use
//   css/inter.css             @font-face of the interface font
//   font/inter.woff2          Inter for the screen: ASCII, Indonesian and our typography, weights 400-700
//   font/inter-dokumen.woff2  Inter for documents: every Latin name
//   js/htmx.js                htmx as its package ships it
//   ikon.svg                  one sprite of the icons in use
//
// What counts as "in use":
//
//   Selectors  every word in templates/**/*.html and static/**/*.js, and every word inside a string literal of the
//              Python packages. So write class names whole: "btn-danger", never "btn-" + tone. SAFE_WORDS and
//              SAFE_PATTERNS list the states that the server, the browser or htmx sets.
//   Icons      in templates and Python: {% ikon "NAME" %}, ikon="NAME", "ikon": "NAME", #i-NAME; in Python also a
//              constant whose name begins or ends with IKON: every string of a set, tuple or list, every value of a
//              dict. Templates and scripts are read as text, so a name put together at run time needs such a constant.
//              Our own icons (static/ikon/*.svg) are always in the sprite. A name that neither we nor lucide-static
//              have ends the build.
//
// A stage runs only when its inputs changed since the last time (var/aset/.cap); `--paksa` runs them all.
// `--akar DIR` scans another tree, `--ke DIR` writes elsewhere, `--tahap NAME` runs some stages only (for the tests).

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    akar: { type: 'string', default: HERE },
    ke: { type: 'string' },
    paksa: { type: 'boolean', default: false },
    tahap: { type: 'string', multiple: true },
  },
});
const ROOT = path.resolve(options.akar);
const OUT = path.resolve(options.ke ?? path.join(ROOT, 'var', 'aset'));
const STAMP = path.join(OUT, '.cap');
const PYTHON_PACKAGES = ['binawidya', 'indikator', 'survei', 'kinerja'];
const NOT_SCANNED = new Set(['migrations', 'settings', '__pycache__']);

const SAFE_WORDS = ['show', 'active', 'disabled', 'collapsed', 'was-validated', 'data-bs-theme', 'light', 'dark'];
const SAFE_PATTERNS = [/^is-/, /^htmx-/];

// --- fonts: which characters ---------------------------------------------------------------------------------------
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('');
const ASCII = range(0x20, 0x7e);
const MARKS =
  '\u00a0·×÷±°²³½§©«»' + // no-break space to quotes of Latin-1
  'ÀÁÇÈÉÑÓÖÜàáâäçèéêëíïñóôöúü' + // borrowed words and names
  '–—\u2011−‑‘’“”•…' + // dashes, no-break hyphen, minus, quotes
  '←↑→↓↗↘≈≠≤≥✓';
const DOCUMENT =
  ASCII + range(0xa0, 0x24f) + range(0x1e00, 0x1eff) + range(0x2010, 0x2044) + '₀₁₂₃₄₅₆₇₈₉€™ℓ←↑→↓↗↘−∕√∞∏∑≈≠≤≥✓✗';
const INTER = { opsz: 14, wght: { min: 400, max: 700 } };

class BuildError extends Error {}

// --- reading the tree ----------------------------------------------------------------------------------------------
function walk(folder, extension) {
  let entries;
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return NOT_SCANNED.has(entry.name) ? [] : walk(full, extension);
      return entry.name.endsWith(extension) ? [full] : [];
    });
}

const load = (extension, ...folders) =>
  folders
    .flatMap((folder) => walk(path.join(ROOT, folder), extension))
    .map((file) => ({ name: path.relative(ROOT, file), text: fs.readFileSync(file, 'utf8') }));

// The string literals of a Python file. Docstrings are prose; a long string that is markup says class=.
function pythonStrings(text) {
  const long = [];
  const rest = text.replace(/("""|''')([\s\S]*?)\1/g, (_, __, inside) => {
    if (inside.includes('class=')) long.push(inside);
    return '""';
  });
  return [...long, ...(rest.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g) ?? [])].join('\n');
}

function packageDir(name) {
  const folder = path.join(HERE, 'node_modules', name);
  if (!fs.existsSync(path.join(folder, 'package.json'))) {
    throw new BuildError(`Paket ${name} belum terpasang. Jalankan: npm ci`);
  }
  return folder;
}
const packageVersion = (name) => JSON.parse(fs.readFileSync(path.join(packageDir(name), 'package.json'), 'utf8')).version;

// --- Tabler --------------------------------------------------------------------------------------------------------
const words = (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [];

// Variables nobody reads any more. Removing one may free another, hence the loop.
function dropUnusedVariables(root, otherStyles) {
  const readElsewhere = new Set([...otherStyles.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
  for (let removed = 1; removed > 0; ) {
    const read = new Set(readElsewhere);
    root.walkDecls((decl) => {
      for (const match of decl.value.matchAll(/var\(\s*(--[\w-]+)/g)) read.add(match[1]);
    });
    removed = 0;
    root.walkDecls(/^--/, (decl) => {
      if (!read.has(decl.prop)) {
        decl.remove();
        removed += 1;
      }
    });
  }
}

async function buildTabler(content, otherStyles) {
  const { PurgeCSS } = await import('purgecss');
  const { default: postcss } = await import('postcss');
  const { transform } = await import('lightningcss');
  const source = fs.readFileSync(path.join(packageDir('@tabler/core'), 'dist', 'css', 'tabler.min.css'), 'utf8');
  const [{ css }] = await new PurgeCSS().purge({
    content: [{ raw: content.join(' '), extension: 'txt' }],
    css: [{ raw: source.replace(/\/\*# sourceMappingURL.*?\*\//, '') }],
    defaultExtractor: words,
    safelist: SAFE_PATTERNS,
    keyframes: true,
    fontFace: true,
  });
  const root = postcss.parse(css);
  root.walkComments((comment) => {
    comment.remove();
  });
  dropUnusedVariables(root, otherStyles);
  const { code } = transform({ filename: 'tabler.css', code: Buffer.from(root.toString()), minify: true });
  const notice = `/*! Tabler ${packageVersion('@tabler/core')}, MIT, tabler.io; trimmed to the rules in use */\n`;
  return { 'css/tabler.css': notice + code.toString() + '\n' };
}

// --- Inter ---------------------------------------------------------------------------------------------------------
const FONT_FACE = `@font-face{font-family:"Inter Variable";font-style:normal;font-weight:400 700;font-display:swap;\
src:url("../font/inter.woff2") format("woff2")}\n`;

async function buildFont() {
  const { default: subset } = await import('subset-font');
  const folder = packageDir('inter-ui');
  const source = fs.readFileSync(path.join(folder, 'variable', 'InterVariable.woff2'));
  const shared = { targetFormat: 'woff2', variationAxes: INTER, noHinting: true };
  return {
    'font/inter.woff2': await subset(source, ASCII + MARKS, { ...shared, keepFeatures: ['kern', 'tnum'] }),
    'font/inter-dokumen.woff2': await subset(source, DOCUMENT, {
      ...shared,
      keepFeatures: ['kern', 'tnum', 'ccmp', 'mark', 'mkmk', 'locl'],
    }),
    'font/inter-lisensi.txt': fs.readFileSync(path.join(folder, 'LICENSE.txt')),
    'css/inter.css': FONT_FACE,
  };
}

// --- htmx ----------------------------------------------------------------------------------------------------------
const buildHtmx = () => ({
  'js/htmx.js': fs.readFileSync(path.join(packageDir('htmx.org'), 'dist', 'htmx.min.js')),
});

// --- icons ---------------------------------------------------------------------------------------------------------
const ICON_PATTERNS = [
  /\{%\s*ikon\s+["']([a-z0-9-]+)["']/g,
  /\bikon=["']([a-z0-9-]+)["']/g,
  /["']ikon["']\s*:\s*["']([a-z0-9-]+)["']/g,
  /#i-([a-z0-9-]+)/g,
];
const ICON_CONSTANT = /^(?:IKON\w*|\w*_IKON)\b[^=\n]*=[^{[(\n]*(?:frozenset\()?[{[(]/gm;

// From the opening bracket to the one that closes it; brackets inside icon names do not occur.
function bracketed(text, start) {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if ('{[('.includes(text[at])) depth += 1;
    if ('}])'.includes(text[at]) && --depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}

function constantIcons(text) {
  return [...text.matchAll(ICON_CONSTANT)].flatMap((match) => {
    const body = bracketed(text, match.index + match[0].length - 1).replace(/#.*$/gm, '');
    const pattern = /:\s*["']/.test(body) ? /:\s*["']([^"']*)["']/g : /["']([^"']*)["']/g;
    return [...body.matchAll(pattern)].map((found) => found[1]);
  });
}

function iconNames(templates, scripts, python) {
  const where = new Map();
  const note = (name, file) => where.has(name) || where.set(name, file);
  for (const { name: file, text } of [...templates, ...scripts, ...python]) {
    for (const pattern of ICON_PATTERNS) for (const match of text.matchAll(pattern)) note(match[1], file);
    if (file.endsWith('.py')) for (const icon of constantIcons(text)) note(icon, file);
  }
  return where;
}

function symbol(name, svg) {
  const clean = svg.replace(/<!--[\s\S]*?-->/g, '');
  const viewBox = /viewBox="([^"]+)"/.exec(clean)?.[1] ?? '0 0 24 24';
  const inside = clean
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '')
    .replace(/\s+\/>/g, '/>');
  return `<symbol id="i-${name}" viewBox="${viewBox}">${inside}</symbol>`;
}

function buildIcons(where, own) {
  const lucide = path.join(packageDir('lucide-static'), 'icons');
  const symbols = new Map(own.map(({ name, text }) => [path.basename(name, '.svg'), text]));
  const missing = [];
  for (const [name, file] of where) {
    if (symbols.has(name)) continue;
    const source = path.join(lucide, `${name}.svg`);
    if (/^[a-z0-9-]+$/.test(name) && fs.existsSync(source)) symbols.set(name, fs.readFileSync(source, 'utf8'));
    else missing.push(`Ikon "${name}" (${file}) tidak ada di lucide-static maupun static/ikon.`);
  }
  if (missing.length) throw new BuildError(missing.join('\n'));
  const body = [...symbols].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, svg]) => symbol(name, svg));
  const notice = `<!-- Lucide ${packageVersion('lucide-static')}, ISC, lucide.dev; tingkat-* and lambang are our own -->`;
  return { 'ikon.svg': `<svg xmlns="http://www.w3.org/2000/svg">${notice}\n${body.join('\n')}\n</svg>\n` };
}

// --- stages --------------------------------------------------------------------------------------------------------
function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(JSON.stringify(part)).update('\0');
  return hash.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
}

function write(name, data) {
  const target = path.join(OUT, name);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  // Somebody may be reading the old one.
  const fresh = `${target}.${process.pid}.baru`;
  fs.writeFileSync(fresh, data);
  fs.renameSync(fresh, target);
}

function report(name) {
  const data = fs.readFileSync(path.join(OUT, name));
  const packed = name.endsWith('.woff2') ? data.length : zlib.gzipSync(data, { level: 9 }).length;
  const brotli = name.endsWith('.woff2') ? data.length : zlib.brotliCompressSync(data).length;
  const size = (bytes) => `${(bytes / 1000).toFixed(1).replace('.', ',')} kB`.padStart(9);
  console.log(`${name.padEnd(26)}${size(data.length)}${size(packed)} gzip${size(brotli)} brotli`);
}

async function main() {
  const templates = load('.html', 'templates');
  const scripts = load('.js', 'static');
  const styles = load('.css', 'static');
  const python = load('.py', ...PYTHON_PACKAGES);
  const own = load('.svg', 'static/ikon');

  const used = new Set(SAFE_WORDS);
  for (const { text } of [...templates, ...scripts]) for (const word of words(text)) used.add(word);
  for (const { text } of python) for (const word of words(pythonStrings(text))) used.add(word);
  const content = [...used].sort();
  const otherStyles = styles.map(({ text }) => text).join('\n');
  const icons = iconNames(templates, scripts, python);
  const iconList = [...icons].sort(([a], [b]) => (a < b ? -1 : 1));

  const self = [fs.readFileSync(fileURLToPath(import.meta.url), 'utf8')];
  const lock = path.join(HERE, 'package-lock.json');
  if (fs.existsSync(lock)) self.push(fs.readFileSync(lock, 'utf8'));
  const stages = {
    tabler: { input: [content, otherStyles], run: () => buildTabler(content, otherStyles) },
    font: { input: [], run: buildFont },
    htmx: { input: [], run: buildHtmx },
    ikon: { input: [iconList, own], run: () => buildIcons(icons, own) },
  };

  const stamp = options.paksa ? {} : readStamp();
  let built = 0;
  for (const [name, { input, run }] of Object.entries(stages)) {
    if (options.tahap && !options.tahap.includes(name)) continue;
    const mark = digest(self, input);
    const last = stamp[name];
    if (last?.mark === mark && last.files.every((file) => fs.existsSync(path.join(OUT, file)))) continue;
    const files = await run();
    for (const [file, data] of Object.entries(files)) {
      write(file, data);
      report(file);
    }
    stamp[name] = { mark, files: Object.keys(files) };
    write('.cap', JSON.stringify(stamp, null, 1) + '\n');
    built += 1;
  }
  if (!built) console.log('Aset sudah mutakhir.');
}

try {
  await main();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
