import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAreaIndex } from '../../wwwroot/js/live/area-index.js';
import { createTally } from '../../wwwroot/js/live/tally.js';
import { matches } from '../../wwwroot/js/live/filter.js';
import { createLocator } from '../../wwwroot/js/map/locator.js';
import { distanceMeters, latOf, mercatorY } from '../../wwwroot/js/map/mercator.js';
import { contains, outlineOf, perch } from '../../wwwroot/js/map/outline.js';
import { issue } from './build.js';

/** @param {string} code @param {string} level @param {string|null} parentCode @param {number[]} box @returns {import('../../wwwroot/js/contract.js').AreaFeature} */
const area = (code, level, parentCode, [w = 0, s = 0, e = 0, n = 0]) => ({
  type: 'Feature',
  properties: { code, name: code, level, parentCode },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ],
  },
});
const tree = createAreaIndex([
  area('C', 'community', null, [0, 0, 2, 1]),
  area('G1', 'grid', 'C', [0, 0, 1, 1]),
  area('G2', 'grid', 'C', [1, 0, 2, 1]),
  area('M1', 'microgrid', 'G1', [0, 0, 0.5, 1]),
  area('B1', 'building', 'M1', [0.1, 0.1, 0.2, 0.2]),
]);

test('a chain leads from an area to its root', () => {
  assert.deepEqual(
    tree.chain('B1').map(({ code }) => code),
    ['B1', 'M1', 'G1', 'C'],
  );
  assert.equal(tree.ancestorOf('B1', 'grid')?.code, 'G1');
  assert.ok(tree.isWithin('M1', 'G1'));
  assert.ok(!tree.isWithin('M1', 'G2'));
});

test('an unknown code has no chain and no name', () => {
  assert.deepEqual(tree.chain('?'), []);
  assert.equal(tree.name('?'), '');
});

test('a tally counts open issues up to the root and follows each change', () => {
  const tally = createTally(tree);
  tally.update('a', issue({ id: 'a', areaCode: 'M1' }));
  tally.update('b', issue({ id: 'b', areaCode: 'G2' }));
  assert.deepEqual(['M1', 'G1', 'G2', 'C'].map(tally.of), [1, 1, 1, 2]);
  tally.update('a', issue({ id: 'a', areaCode: 'G2', version: 2 }));
  assert.deepEqual(['M1', 'G1', 'G2', 'C'].map(tally.of), [0, 0, 2, 2]);
  tally.update('b', issue({ id: 'b', areaCode: 'G2', status: 'closed' }));
  tally.update('a', undefined);
  assert.deepEqual(['M1', 'G1', 'G2', 'C'].map(tally.of), [0, 0, 0, 0]);
});

test('a tally counts for the building and unit that an issue names as well', () => {
  const tally = createTally(tree);
  tally.update('a', issue({ id: 'a', areaCode: 'M1', buildingCode: 'B1', unitCode: 'U1' }));
  tally.update('b', issue({ id: 'b', areaCode: 'M1', buildingCode: 'B1' }));
  assert.deepEqual(['U1', 'B1', 'M1'].map(tally.of), [1, 2, 2]);
  tally.update('a', issue({ id: 'a', areaCode: 'M1', buildingCode: 'B1', version: 2 }));
  tally.update('b', issue({ id: 'b', areaCode: 'M1', version: 2 }));
  assert.deepEqual(['U1', 'B1', 'M1'].map(tally.of), [0, 1, 2]);
});

test('a locator finds building and smallest area, and nothing outside', () => {
  const locator = createLocator(tree.features);
  assert.deepEqual(locator.at({ lon: 0.15, lat: 0.15 }), { building: 'B1', area: 'M1' });
  assert.deepEqual(locator.at({ lon: 1.5, lat: 0.5 }), { building: null, area: 'G2' });
  assert.deepEqual(locator.at({ lon: 5, lat: 5 }), { building: null, area: null });
});

test('a hole is outside', () => {
  const ring = (/** @type {number} */ d) => [
    [d, d],
    [1 - d, d],
    [1 - d, 1 - d],
    [d, 1 - d],
    [d, d],
  ];
  const outline = outlineOf({ type: 'Polygon', coordinates: [ring(0), ring(0.4)] });
  assert.ok(outline);
  const at = (/** @type {number} */ lon, /** @type {number} */ lat) =>
    contains(outline, lon / 360 + 0.5, mercatorY(lat));
  assert.equal(at(0.2, 0.2), true);
  assert.equal(at(0.5, 0.5), false);
});

test('a label’s perch lies inside its area', () => {
  const outline = outlineOf({
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [4, 0],
        [4, 1],
        [1, 1],
        [1, 4],
        [0, 4],
        [0, 0],
      ],
    ],
  });
  assert.ok(outline);
  for (const part of [0.1, 0.5, 0.9]) {
    const { x, y } = perch(outline, part);
    assert.ok(contains(outline, x, y), `part ${part}`);
  }
});

test('Mercator goes there and back, and distances are metres', () => {
  assert.ok(Math.abs(latOf(mercatorY(28.15)) - 28.15) < 1e-9);
  const metres = distanceMeters({ lon: 107.34, lat: 28.15 }, { lon: 107.35, lat: 28.15 });
  assert.ok(Math.abs(metres - 980.4) < 2, String(metres));
});

test('a filter takes the area’s whole subtree and every word of the text', () => {
  const context = {
    now: 0,
    dayStart: 0,
    isWithin: tree.isWithin,
    isOfCategory: (/** @type {string} */ leaf, /** @type {string} */ category) => leaf.startsWith(category),
    isMine: () => false,
    textOf: () => '飞线充电 丽景 5栋',
  };
  const filter = { queue: /** @type {const} */ ('open'), status: null, category: null, area: 'G1', text: '' };
  assert.ok(matches(issue({ areaCode: 'M1' }), filter, context));
  assert.ok(!matches(issue({ areaCode: 'G2' }), filter, context));
  assert.ok(matches(issue({ areaCode: 'M1', buildingCode: 'B1' }), { ...filter, area: 'B1' }, context));
  assert.ok(matches(issue({ areaCode: 'M1', buildingCode: 'B1', unitCode: 'U1' }), { ...filter, area: 'U1' }, context));
  assert.ok(!matches(issue({ areaCode: 'M1', buildingCode: 'B2' }), { ...filter, area: 'B1' }, context));
  assert.ok(matches(issue({ areaCode: 'M1' }), { ...filter, text: '充电 5栋' }, context));
  assert.ok(!matches(issue({ areaCode: 'M1' }), { ...filter, text: '充电 6栋' }, context));
});
