// Writes wwwroot/vendor/report-worker.js: the worker with the outbox's sender (js/outbox/background.js as one script, since a classic
// worker imports no modules) and the list of everything that /report and its sign-in page load, each file with
// its hash. The list follows the modules' own imports, so that nothing has to be kept in step by hand; a changed file is a new worker.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The pages that the worker answers for. */
const PAGES = ['/report.html', '/sign-in.html'];
const STILL = /^(?:import\s+|(?:import|export)\b[^'";]*?\bfrom\s+)['"]([^'"]+)['"]/gm;
const LATE = /^[^*\n]*\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** What a module imports before it runs, and what later; types in comments aside. @param {string} text @returns {{now: string[], later: string[]}} */
export const importsOf = (text) => ({
  now: [...text.matchAll(STILL)].map(([, name = '']) => name),
  later: [...text.matchAll(LATE)].map(([, name = '']) => name),
});

/**
 * @param {string} root The folder of wwwroot.
 * @returns {Promise<{files: Map<string, string>, first: string[]}>} Addresses with the SHA-256 of their bytes, as `integrity` has it; the
 *   modules without which the first page does not start.
 * @throws {Error} An import that leads nowhere.
 */
export async function shellOf(root) {
  /** @type {Map<string, string>} */
  const found = new Map();
  /** @type {Set<string>} */
  const first = new Set();

  /** @param {string} url @param {Record<string, string>} names The import map. @param {boolean} isFirst */
  async function add(url, names, isFirst) {
    if (found.has(url) && (first.has(url) || !isFirst)) return;
    if (isFirst) first.add(url);
    found.set(url, '');
    const bytes = await readFile(join(root, url));
    found.set(url, `sha256-${createHash('sha256').update(bytes).digest('base64')}`);
    if (!url.endsWith('.js')) return;
    const { now, later } = importsOf(bytes.toString('utf8'));
    for (const name of [...now, ...later]) {
      const target = name.startsWith('.') ? posix.join(posix.dirname(url), name) : names[name];
      if (!target) throw new Error(`${url} imports ${name}, which no page maps`);
      await add(target, names, isFirst && now.includes(name));
    }
  }

  for (const page of PAGES) {
    const html = await readFile(join(root, page), 'utf8');
    const { imports } = JSON.parse(html.match(/<script type="importmap">(.*?)<\/script>/s)?.[1] ?? '{"imports":{}}');
    await add(page, imports, false);
    const styles = [...html.matchAll(/<link rel="(?:stylesheet|icon)"[^>]*\bhref="([^"]+)"/g)];
    const scripts = [...html.matchAll(/<script type="module" src="([^"]+)"/g)];
    for (const [, url = ''] of styles) await add(url, imports, false);
    for (const [, url = ''] of scripts) await add(url, imports, page === PAGES[0]);
  }
  return { files: new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1))), first: [...first] };
}

/** @param {string} root The folder of wwwroot. @returns {Promise<string>} A script that declares `background`. */
export async function backgroundOf(root) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'js/outbox/background.js')],
    bundle: true,
    format: 'iife',
    globalName: 'background',
    alias: { idb: join(root, 'vendor/idb.js') },
    legalComments: 'none',
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** @param {string} worker @param {Awaited<ReturnType<typeof shellOf>>} shell */
export function workerWith(worker, { files: hashes, first }) {
  const files = Object.fromEntries(hashes);
  const version = createHash('sha256').update(worker).update(JSON.stringify(files)).digest('hex').slice(0, 12);
  return `const SHELL = ${JSON.stringify({ version, files, first }, null, 1)};\n${worker}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = resolve(here, '..', '..', '..', 'wwwroot');
  const target = join(root, 'vendor', 'report-worker.js');
  const worker = (await backgroundOf(root)) + (await readFile(join(here, 'report-worker.js'), 'utf8'));
  const text = workerWith(worker, await shellOf(root));
  if (text !== (await readFile(target, 'utf8').catch(() => ''))) {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
