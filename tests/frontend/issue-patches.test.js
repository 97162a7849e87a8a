import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIssueLayer, viewKey } from '../../wwwroot/js/map/issue-layer.js';
import { differences, RIM } from '../../wwwroot/js/map/issue-patches.js';
import { mercatorX, mercatorY } from '../../wwwroot/js/map/mercator.js';
import { issue } from './build.js';

const STATUSES = /** @type {const} */ (['reported', 'inProgress', 'resolved', 'closed']);

/** A view of some 4 km at a zoom. @param {number} zoom */
function frameAt(zoom) {
  const scale = 256 * 2 ** zoom;
  const originX = Math.round(mercatorX(107.3) * scale);
  const originY = Math.round(mercatorY(28.2) * scale);
  const [left, top, width, height] = [-160, -160, 1_240, 920];
  return /** @type {import('../../wwwroot/js/map/view.js').Frame} */ ({
    zoom,
    scale,
    originX,
    originY,
    box: {
      minX: (left + originX) / scale,
      minY: (top + originY) / scale,
      maxX: (left + width + originX) / scale,
      maxY: (top + height + originY) / scale,
    },
    left,
    top,
    width,
    height,
    unit: 1,
    dense: 1,
  });
}

function randomly(seed = 5) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** @param {() => number} random @param {number} i @param {number} version */
const somewhere = (random, i, version) =>
  issue({
    id: `i${i}`,
    version,
    urgent: random() < 0.3,
    status: STATUSES[Math.floor(random() * STATUSES.length)] ?? 'reported',
    location: { lon: 107.3 + random() * 0.04, lat: 28.2 - random() * 0.03 },
  });

/** @param {string|null} [chosen] */
const layerOf = (chosen = null) =>
  createIssueLayer({ redraw: () => {}, isOverdue: ({ id }) => id.endsWith('3'), selected: () => chosen });

test('what is patched and what stays are together what a fresh picture shows', () => {
  for (const zoom of [12, 14, 17]) {
    const random = randomly(zoom);
    const layer = layerOf('i7');
    const frame = frameAt(zoom);
    const issues = new Map(Array.from({ length: 400 }, (_, i) => [`i${i}`, somewhere(random, i, 1)]));
    layer.set(issues.values());
    let before = layer.items(frame);
    /** What a canvas holds, item by item: kept where no patch lies, painted anew where one does. */
    let canvas = [...before.values()];
    for (let step = 0; step < 60; step++) {
      for (let n = 0; n < 1 + (step % 4); n++) {
        const i = Math.floor(random() * 500);
        if (random() < 0.3) issues.delete(`i${i}`);
        else issues.set(`i${i}`, somewhere(random, i, step + 2));
        layer.update(`i${i}`, issues.get(`i${i}`));
      }
      // All of it again, as when a filter changed: what is there already stays.
      if (step % 10 === 7) layer.set(issues.values());
      const after = layer.items(frame);
      const patches = differences(frame, before, after, layer.within);
      const touches = (/** @type {{x: number, y: number, reach: number}} */ { x, y, reach }) =>
        patches.some(
          ({ left, top, width, height }) =>
            x + reach >= left && x - reach <= left + width && y + reach >= top && y - reach <= top + height,
        );
      // What no patch touches is what it was; what a patch touches was given to it.
      const given = new Set(patches.flatMap(({ items }) => items));
      canvas = [...canvas.filter((item) => !touches(item)), ...[...after.values()].filter((item) => touches(item))];
      for (const item of after.values()) assert.ok(!touches(item) || given.has(item), `zoom ${zoom}, step ${step}`);
      assert.deepEqual(new Set(canvas), new Set(after.values()), `zoom ${zoom}, step ${step}`);
      const fresh = layerOf('i7');
      fresh.set(issues.values());
      assert.deepEqual(after, fresh.items(frame), `zoom ${zoom}, step ${step}`);
      before = after;
    }
  }
});

test('a patch holds all that is painted of an item, on whole pixels', () => {
  const layer = layerOf();
  const frame = frameAt(17);
  layer.set([issue({ id: 'a', urgent: true, location: { lon: 107.301, lat: 28.199 } })]);
  const [patch] = differences(frame, new Map(), layer.items(frame), layer.within);
  const item = layer.items(frame).get('a');
  assert.ok(patch && item);
  assert.ok(patch.left <= item.x - item.reach - RIM && patch.left + patch.width >= item.x + item.reach + RIM);
  assert.equal(patch.left, Math.floor(patch.left));
});

test('nothing is patched where nothing changed, and an unseen change of text is nothing', () => {
  const layer = layerOf();
  const frame = frameAt(17);
  layer.set([issue({ id: 'a', location: { lon: 107.301, lat: 28.199 } })]);
  const before = layer.items(frame);
  layer.update('a', issue({ id: 'a', version: 2, location: { lon: 107.301, lat: 28.199 } }));
  assert.deepEqual(differences(frame, before, layer.items(frame), layer.within), []);
});

test('the pointer hits what was painted, the topmost of clusters and markers alike', () => {
  const layer = layerOf();
  layer.set([
    issue({ id: 'a', location: { lon: 107.301, lat: 28.199 } }),
    issue({ id: 'b', location: { lon: 107.32, lat: 28.19 } }),
    issue({ id: 'c', location: { lon: 107.3200001, lat: 28.19 } }),
  ]);
  layer.items(frameAt(14));
  assert.equal(layer.hit({ lon: 107.301, lat: 28.199 })?.id, 'a');
  assert.equal(layer.hit({ lon: 107.32, lat: 28.19 })?.id, null);
  assert.ok(layer.hit({ lon: 107.32, lat: 28.19 })?.cluster);
  assert.equal(layer.hit({ lon: 107.31, lat: 28.18 }), null);
});

test('a chosen issue stands alone above the cluster that does not count it', () => {
  const at = { lon: 107.32, lat: 28.19 };
  const issues = ['a', 'b', 'c'].map((id) => issue({ id, location: at }));
  const layer = layerOf('b');
  layer.set(issues);
  const items = [...layer.items(frameAt(14)).values()];
  assert.deepEqual(
    items.map(({ look, cluster }) => look?.id ?? cluster?.count),
    [2, 'b'],
  );
});

test('two frames of one place have one key, and a moved one has another', () => {
  assert.equal(viewKey(frameAt(14)), viewKey(frameAt(14)));
  assert.notEqual(viewKey(frameAt(14)), viewKey({ ...frameAt(14), left: -161 }));
});
