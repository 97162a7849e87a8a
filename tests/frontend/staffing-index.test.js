import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAreaIndex } from '../../wwwroot/js/live/area-index.js';
import { byArea, createStaffingIndex } from '../../wwwroot/js/live/staffing-index.js';

/** @typedef {import('../../wwwroot/js/contract.js').AreaFeature} AreaFeature */
/** @typedef {import('../../wwwroot/js/contract.js').Finding} Finding */

/** @param {string} code @param {string} level @param {string|null} parentCode @param {boolean} [drawn] @returns {AreaFeature} */
const feature = (code, level, parentCode, drawn = true) => ({
  type: 'Feature',
  properties: { code, name: code, level, parentCode },
  geometry: drawn ? { type: 'Polygon', coordinates: [] } : null,
});
const areas = createAreaIndex([
  feature('c', 'community', null),
  feature('g', 'grid', 'c'),
  feature('b', 'building', 'g'),
  feature('u', 'unit', 'b', false),
]);
/** @param {string} code @param {string} level @param {Partial<Finding>} parts @returns {Finding} */
const finding = (code, level, parts) => ({ kind: 'vacancy', area: { code, name: code, level }, ...parts });
const findings = [
  finding('g', 'grid', { missing: 1 }),
  finding('b', 'building', { missing: 1 }),
  finding('u', 'unit', { missing: 2 }),
  finding('u', 'unit', { kind: 'tooLarge', have: 31, most: 25 }),
  finding('g', 'grid', { kind: 'termEnding' }),
  finding('c', 'community', { kind: 'tooSmall' }),
];

test('near, a unit without an outline speaks through its building and a grid for itself', () => {
  const index = createStaffingIndex(findings, areas);
  assert.deepEqual(index.of('b', 'near'), { missing: 3, oversize: 1 });
  assert.deepEqual(index.of('g', 'near'), { missing: 1, oversize: 0 });
  assert.equal(index.of('u', 'near'), null);
});

test('from afar a grid, and farther a community, speaks for all that lies in it', () => {
  const index = createStaffingIndex(findings, areas);
  assert.deepEqual(index.of('g', 'grid'), { missing: 4, oversize: 1 });
  assert.deepEqual(index.of('c', 'far'), { missing: 4, oversize: 1 });
});

test('a term that ends and an area too small are in the list and no badge', () => {
  const index = createStaffingIndex(findings.slice(4), areas);
  for (const tier of /** @type {const} */ (['near', 'grid', 'far']))
    for (const code of ['c', 'g']) assert.equal(index.of(code, tier), null);
});

test('the list has one entry an area, in the order given', () => {
  assert.deepEqual(
    byArea(findings).map(({ area, findings: of }) => [area.code, of.length]),
    [
      ['g', 2],
      ['b', 1],
      ['u', 2],
      ['c', 1],
    ],
  );
});
