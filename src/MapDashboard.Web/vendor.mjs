// Fills wwwroot/vendor from node_modules. Nothing comes from a CDN and nothing vendored lies in git; the copy is
// keyed on the lock file, so that the second run of a build costs a file comparison and nothing else.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = join(root, 'wwwroot', 'vendor');

/** From node_modules → into wwwroot/vendor. The import map of every page names the targets. */
const files = [
  ['leaflet/dist/leaflet-src.esm.js', 'leaflet.js'],
  ['leaflet/dist/leaflet.css', 'leaflet.css'],
  ['leaflet/LICENSE', 'leaflet.LICENSE'],
  // SignalR's ES build imports without file extensions, which no browser can load: the UMD file it is.
  ['@microsoft/signalr/dist/browser/signalr.js', 'signalr.js'],
  ['supercluster/index.js', 'supercluster.js'],
  ['supercluster/LICENSE', 'supercluster.LICENSE'],
  ['kdbush/index.js', 'kdbush.js'],
  ['kdbush/LICENSE', 'kdbush.LICENSE'],
  ['rbush/index.js', 'rbush.js'],
  ['rbush/LICENSE', 'rbush.LICENSE'],
  ['quickselect/index.js', 'quickselect.js'],
  ['quickselect/LICENSE', 'quickselect.LICENSE'],
  ['pmtiles/dist/esm/index.js', 'pmtiles.js'],
  ['fflate/esm/browser.js', 'fflate.js'],
  ['fflate/LICENSE', 'fflate.LICENSE'],
];

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
  await writeFile(stamp, key);
  console.log(`vendor: ${files.length} files copied to wwwroot/vendor`);
}
