// Writes wwwroot/vendor/packed: every static file that gets shorter, compressed once and as far as it goes (Brotli 11, which takes seconds,
// and gzip for plain http), under the hash of its bytes; and index.json, which says which file has which, and what each page starts with.
// A file whose hash is known is not touched again, so that a second run costs its reading.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { importsOf } from '../Offline/list-shell.mjs';

const TEXT = /\.(?:js|css|html|svg|json|geojson|webmanifest|mjs)$/;
/** Shorter than this, a file is one packet as it is. */
const LEAST_BYTES = 512;
const PARALLEL = 4;
const FOLDER = 'vendor/packed';

const smaller = {
  br: (/** @type {Buffer} */ bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gz: (/** @type {Buffer} */ bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** All files below a folder. @param {string} folder @returns {AsyncGenerator<string>} */
async function* below(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* below(path);
    else yield path;
  }
}

/**
 * What a page's scripts import before they run, in the order in which it is met.
 * @param {string} root
 * @param {string} html
 */
async function startOf(root, html) {
  const { imports } = JSON.parse(html.match(/<script type="importmap">(.*?)<\/script>/s)?.[1] ?? '{"imports":{}}');
  /** @type {Set<string>} */
  const found = new Set();
  const waiting = [...html.matchAll(/<script type="module" src="([^"]+)"/g)].map(([, url = '']) => url);
  for (let url = waiting.shift(); url; url = waiting.shift()) {
    if (found.has(url)) continue;
    found.add(url);
    const { now } = importsOf(await readFile(join(root, url), 'utf8'));
    const from = posix.dirname(url);
    waiting.push(...now.map((name) => imports[name] ?? posix.join(from, name)));
  }
  return [...found];
}

/**
 * @param {string} root The folder of wwwroot.
 * @returns {Promise<{packed: number, kept: number}>} How many files were compressed now, and how many were already.
 */
export async function packStatic(root) {
  const folder = join(root, FOLDER);
  await mkdir(folder, { recursive: true });
  const there = new Set(await readdir(folder));
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {Record<string, string[]>} */
  const pages = {};
  const wanted = new Set(['index.json']);
  /** @type {(() => Promise<void>)[]} */
  const work = [];
  for await (const path of below(root)) {
    const url = `/${path.slice(root.length + 1).replaceAll('\\', '/')}`;
    if (!TEXT.test(url) || url.startsWith(`/${FOLDER}/`)) continue;
    const bytes = await readFile(path);
    if (/^\/[^/]+\.html$/.test(url)) pages[url] = await startOf(root, bytes.toString('utf8'));
    if (bytes.length < LEAST_BYTES) continue;
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    files[url] = hash;
    for (const [kind, compress] of Object.entries(smaller)) {
      const name = `${hash}.${kind}`;
      if (!wanted.has(name) && !there.has(name)) work.push(async () => writeFile(join(folder, name), await compress(bytes)));
      wanted.add(name);
    }
  }
  const packed = work.length;
  const carry = async () => {
    for (let next = work.pop(); next; next = work.pop()) await next();
  };
  await Promise.all(Array.from({ length: PARALLEL }, carry));
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const index = `${JSON.stringify({ files: sorted, pages }, null, 1)}\n`;
  if (index !== (await readFile(join(folder, 'index.json'), 'utf8').catch(() => ''))) await writeFile(join(folder, 'index.json'), index);
  for (const name of there) if (!wanted.has(name)) await rm(join(folder, name));
  return { packed, kept: wanted.size - 1 - packed };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'wwwroot');
  const { packed } = await packStatic(root);
  if (packed > 0) console.log(`static: ${packed} files compressed to wwwroot/${FOLDER}`);
}
