/**
 * Makes the demo community. `node gis-data/demo/make.mjs` writes the files, `--check` exits 1 if those on disk differ,
 * `--verify` checks what the files promise (the same rules as make.test.mjs).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { areas } from './areas.mjs';
import { baseMap } from './base-map.mjs';
import { ISSUE_TEXTS } from './issue-texts.mjs';
import { staff } from './people.mjs';
import { createRandom } from './random.mjs';
import { verify } from './verify.mjs';
import { services } from './services.mjs';
import { areasFile, baseMapFile, recordFile } from './write.mjs';

export const SEED = 20261121;

/**
 * All files by name. Each part has a chance of its own, so that one more tree does not rename every person.
 * @param {number} [seed]
 * @returns {Record<string, string>}
 */
export function make(seed = SEED) {
  const tree = areas(createRandom(seed));
  const drawn = baseMap(createRandom(seed + 1));
  return {
    'areas.geojson': areasFile(tree),
    'base-map.geojson': baseMapFile(drawn),
    'people.json': recordFile(staff(tree, createRandom(seed + 2))),
    'services.json': recordFile(services(tree, drawn, createRandom(seed + 3))),
    'issues.json': recordFile(ISSUE_TEXTS),
  };
}

/** @param {string} name @returns {URL} */
const fileOf = (name) => new URL(name, import.meta.url);

/** @param {string[]} options @returns {Promise<number>} exit code */
async function run(options) {
  const files = Object.entries(make());
  if (options.includes('--verify')) return report(await verify(Object.fromEntries(files)));
  if (!options.includes('--check')) {
    await Promise.all(files.map(([name, text]) => writeFile(fileOf(name), text)));
    return 0;
  }
  const stale = [];
  for (const [name, text] of files) {
    // A missing file differs too; any other failure to read is as good a reason to look.
    const onDisk = await readFile(fileOf(name), 'utf8').catch(() => null);
    if (onDisk !== text) stale.push(`${name} differs from what make.mjs writes`);
  }
  return report(stale);
}

/** @param {string[]} faults @returns {number} */
function report(faults) {
  for (const fault of faults) console.error(fault);
  return faults.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await run(process.argv.slice(2));
