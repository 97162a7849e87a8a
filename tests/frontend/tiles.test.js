import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toGcj } from '../../wwwroot/js/map/china-shift.js';
import { latOf, lonOf, mercatorX, mercatorY, metre } from '../../wwwroot/js/map/mercator.js';
import { cornerOf, fromGrid, tilesIn, tileUrl, tileZoom, toGrid } from '../../wwwroot/js/map/tile-grid.js';
import { createTileStore } from '../../wwwroot/js/map/tile-store.js';
import { createBaseLayers } from '../../wwwroot/js/ui/base-layers.js';

/** The pairs that ChinaShiftTests.cs holds the server's conversion to: WGS 84, GCJ-02. @type {[number, number, number, number][]} */
const PUBLISHED = [
  [121.5272106, 31.1774276, 121.531541859215, 31.17530398364597],
  [113.912316, 22.543847, 113.9171764808363, 22.540796131694766],
  [116.377817, 39.911954, 116.38404722455657, 39.91334545536069],
  [116.404, 39.915, 116.41024449916938, 39.91640428150164],
];

/** @param {number} lon @param {number} lat */
const spotOf = (lon, lat) => ({ x: mercatorX(lon), y: mercatorY(lat) });

test('an address gets its zoom, column and row, and a subdomain in turn', () => {
  const template = 'https://t{s}.example/{z}/{x}/{y}?again={z}';
  assert.equal(tileUrl(template, ['0', '1', '2'], { z: 15, x: 10, y: 3 }), 'https://t1.example/15/10/3?again=15');
  assert.equal(tileUrl(template, ['0', '1', '2'], { z: 15, x: 11, y: 3 }), 'https://t2.example/15/11/3?again=15');
  assert.equal(tileUrl('/{z}/{x}/{y}.png', [], { z: 1, x: 0, y: 1 }), '/1/0/1.png');
});

test('the tiles are those of the nearest zoom, the last there are when nearer, none when too far', () => {
  const limits = { minZoom: 3, maxZoom: 18 };
  assert.equal(tileZoom(15.4, limits), 15);
  assert.equal(tileZoom(15.6, limits), 16);
  assert.equal(tileZoom(19.8, limits), 18);
  assert.equal(tileZoom(2.1, limits), null);
});

test('a point of ours lies in a GCJ-02 grid where the server’s conversion puts it, and comes back', () => {
  for (const [lon, lat, gcjLon, gcjLat] of PUBLISHED) {
    const spot = toGrid('gcj02', spotOf(lon, lat));
    const there = spotOf(gcjLon, gcjLat);
    assert.ok(Math.hypot(spot.x - there.x, spot.y - there.y) < 0.01 * metre(lat), `${lon} ${lat}`);
    const back = fromGrid('gcj02', there);
    const here = spotOf(lon, lat);
    assert.ok(Math.hypot(back.x - here.x, back.y - here.y) < 0.01 * metre(lat), `${lon} ${lat}`);
    assert.deepEqual(toGrid('wgs84', here), here);
  }
});

test('a point inside a GCJ-02 tile is drawn within half a pixel of its own place, though only corners are converted', () => {
  const z = 15;
  const [, , gcjLon, gcjLat] = PUBLISHED[3] ?? [0, 0, 0, 0];
  const n = 2 ** z;
  const at = spotOf(gcjLon, gcjLat);
  const tile = { z, x: Math.floor(at.x * n), y: Math.floor(at.y * n) };
  const from = cornerOf('gcj02', tile);
  const to = cornerOf('gcj02', { z, x: tile.x + 1, y: tile.y + 1 });
  const drawn = {
    x: from.x + (to.x - from.x) * (at.x * n - tile.x),
    y: from.y + (to.y - from.y) * (at.y * n - tile.y),
  };
  const own = fromGrid('gcj02', at);
  assert.ok(Math.hypot(drawn.x - own.x, drawn.y - own.y) * n * 256 < 0.5);
});

test('the tiles asked for cover the view, shifted or not, and the middle comes first', () => {
  const z = 16;
  const middle = spotOf(116.404, 39.915);
  const half = 500 / (256 * 2 ** z);
  const box = { minX: middle.x - half, maxX: middle.x + half, minY: middle.y - half, maxY: middle.y + half };
  for (const crs of /** @type {const} */ (['wgs84', 'gcj02'])) {
    const tiles = tilesIn(crs, z, box);
    for (const x of [box.minX, box.maxX])
      for (const y of [box.minY, box.maxY]) {
        const spot = toGrid(crs, { x, y });
        const wanted = { z, x: Math.floor(spot.x * 2 ** z), y: Math.floor(spot.y * 2 ** z) };
        assert.ok(
          tiles.some((tile) => tile.x === wanted.x && tile.y === wanted.y),
          `${crs} lacks a corner`,
        );
      }
    const [gcjLon, gcjLat] = crs === 'gcj02' ? toGcj([116.404, 39.915]) : [116.404, 39.915];
    const first = tiles[0] ?? { x: 0, y: 0 };
    assert.ok(Math.abs(first.x + 0.5 - mercatorX(gcjLon) * 2 ** z) < 1.5);
    assert.ok(Math.abs(first.y + 0.5 - mercatorY(gcjLat) * 2 ** z) < 1.5);
  }
  assert.ok(Math.abs(lonOf(middle.x) - 116.404) < 1e-9 && Math.abs(latOf(middle.y) - 39.915) < 1e-9);
});

test('a store asks when the view rests, drops what is no longer wanted, and tries again what failed', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  /** @type {string[]} */
  const asked = [];
  let broken = true;
  const store = createTileStore(
    async ({ x }) => {
      asked.push(String(x));
      if (broken) throw new Error('away');
      return /** @type {any} */ ({ width: 256, height: 256, close() {} });
    },
    () => {},
  );
  store.want([{ z: 1, x: 0, y: 0 }]);
  store.want([{ z: 1, x: 1, y: 0 }]);
  context.mock.timers.tick(100);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, ['1']);
  assert.deepEqual(store.tally(), { wanted: 1, ready: 0, failed: 1 });
  broken = false;
  context.mock.timers.tick(20_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(store.tally(), { wanted: 1, ready: 1, failed: 0 });
  assert.ok(store.get({ z: 1, x: 1, y: 0 }));
  store.destroy();
});

test('the own base map stays on offer behind the configured layers, unless the operator placed it', () => {
  const t = /** @type {any} */ ((/** @type {string} */ key) => key);
  const layer = /** @type {any} */ ({ kind: 'amap', name: '高德' });
  const none = /** @type {any} */ ({ kind: 'none', name: '', approvalNumber: 'GS 1' });
  /** @param {any[]} baseLayers */
  const of = (baseLayers) => createBaseLayers({ t, settings: /** @type {any} */ ({ baseLayers }) });
  assert.deepEqual(
    of([]).layers.map(({ kind }) => kind),
    ['none'],
  );
  assert.deepEqual(
    of([layer]).layers.map(({ kind }) => kind),
    ['amap', 'none'],
  );
  assert.equal(of([none, layer]).first.approvalNumber, 'GS 1');
  assert.equal(of([none, layer]).layers.length, 2);
});
