// Fills wwwroot/vendor from node_modules. Nothing comes from a CDN and nothing vendored lies in git; the copy is
// keyed on the lock file, so that the second run of a build costs a file comparison and nothing else.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = join(root, 'wwwroot', 'vendor');

/** From node_modules → into wwwroot/vendor. The import map of every page names the targets. */
const files = [
  ['leaflet/dist/leaflet-src.esm.js', 'leaflet.js'],
  ['leaflet/dist/leaflet.css', 'leaflet.css'],
  ['leaflet/LICENSE', 'leaflet.LICENSE'],
  // SignalR's ES build imports without file extensions, which no browser can load: the UMD file it is.
  ['@microsoft/signalr/dist/browser/signalr.min.js', 'signalr.js'],
  ['pmtiles/dist/esm/index.js', 'pmtiles.js'],
  ['fflate/esm/browser.js', 'fflate.js'],
  ['fflate/LICENSE', 'fflate.LICENSE'],
  ['qrcode/license', 'qrcode.LICENSE'],
  ['dijkstrajs/LICENSE.md', 'dijkstrajs.LICENSE'],
  ['idb/build/index.js', 'idb.js'],
  ['idb/LICENSE', 'idb.LICENSE'],
  ['exifr/dist/mini.esm.mjs', 'exifr.js'],
  ['exifr/LICENSE', 'exifr.LICENSE'],
  ['@noble/hashes/sha2.js', 'noble-hashes/sha2.js'],
  ['@noble/hashes/_md.js', 'noble-hashes/_md.js'],
  ['@noble/hashes/_u64.js', 'noble-hashes/_u64.js'],
  ['@noble/hashes/utils.js', 'noble-hashes/utils.js'],
  ['@noble/hashes/LICENSE', 'noble-hashes/LICENSE'],
  ['echarts/LICENSE', 'echarts.LICENSE'],
  ['echarts/NOTICE', 'echarts.NOTICE'],
  ['zrender/LICENSE', 'zrender.LICENSE'],
];

/** What the hall screen draws with of ECharts, and no more of it: lines, bars, gauges on a canvas. */
const charts = `
import { init, use } from 'echarts/core';
import { BarChart, GaugeChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
use([BarChart, GaugeChart, LineChart, GridComponent, CanvasRenderer]);
export { init };
`;

/** @returns {Promise<string>} One ES module of what is used of ECharts. */
async function chartsModule() {
  const { outputFiles } = await build({
    stdin: { contents: charts, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'eof',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * A CommonJS package as one ES module: its files as they are, each in a function of its own, in the order in which they are needed.
 * @param {string} entry A file in node_modules.
 * @param {string[]} names What it exports.
 */
async function gathered(entry, names) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  /** @param {string} file */
  async function add(file) {
    if (parts.has(file)) return;
    parts.set(file, '');
    const require = createRequire(file);
    let text = await readFile(file, 'utf8');
    for (const [call, name = ''] of text.matchAll(/\brequire\('([^']+)'\)/g)) {
      const needed = require.resolve(name);
      await add(needed);
      text = text.replaceAll(call, `load(${JSON.stringify(relative(root, needed))})`);
    }
    parts.set(file, text);
  }
  const start = join(root, 'node_modules', entry);
  await add(start);
  const table = [...parts].map(
    ([file, text]) => `${JSON.stringify(relative(root, file))}(module, exports, load) {\n${text}\n},\n`,
  );
  return `const files = {\n${table.join('')}};
const loaded = {};
function load(name) {
  if (!loaded[name]) {
    const module = (loaded[name] = { exports: {} });
    files[name].call(module.exports, module, module.exports, load);
  }
  return loaded[name].exports;
}
export const { ${names.join(', ')} } = load(${JSON.stringify(relative(root, start))});
`;
}

const key = createHash('sha256')
  .update(await readFile(join(root, 'package-lock.json')))
  .update(await readFile(fileURLToPath(import.meta.url)))
  .digest('hex');
const stamp = join(target, '.stamp');
const present = await readFile(stamp, 'utf8').catch(() => '');

if (present !== key) {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const [from = '', to = ''] of files) await cp(join(root, 'node_modules', from), join(target, to));
  await writeFile(join(target, 'qrcode.js'), await gathered('qrcode/lib/core/qrcode.js', ['create']));
  await writeFile(join(target, 'echarts.js'), await chartsModule());
  await writeFile(stamp, key);
  console.log(`vendor: ${files.length + 2} files copied to wwwroot/vendor`);
}
