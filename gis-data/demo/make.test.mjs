import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { make } from './make.mjs';
import { RULES, demoOf } from './verify.mjs';

const files = make();
const demo = await demoOf(files);

for (const [rule, faultsOf] of Object.entries(RULES)) {
  test(rule, () => assert.deepEqual(faultsOf(demo), []));
}

test('the same seed makes the same bytes', () => assert.deepEqual(make(), files));

test('another seed makes other people on the same ground', () => {
  const other = make(1);
  assert.notEqual(other['people.json'], files['people.json']);
  assert.equal(other['base-map.geojson']?.includes('鹭溪桥小学'), true);
});

test('the files on disk are what the program makes', async () => {
  for (const [name, text] of Object.entries(files)) {
    assert.equal(await readFile(new URL(name, import.meta.url), 'utf8'), text, `${name}: run make.mjs`);
  }
});
