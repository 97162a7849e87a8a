import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIssueClusters, SINGLE_FROM, spread } from '../../wwwroot/js/map/issue-clusters.js';

/** @param {string} id @param {number} lon @param {import('../../wwwroot/js/contract.js').StatusGroup} [group] */
const spot = (id, lon, group = 'waiting', overdue = false) => ({ id, group, urgent: false, overdue, lon, lat: 28.15 });
const world = { minX: 0, minY: 0, maxX: 1, maxY: 1 };

test('issues that lie together are one cluster from afar and themselves from near', () => {
  const clusters = createIssueClusters();
  clusters.load([spot('a', 107.3441), spot('b', 107.3442), spot('c', 107.4)]);
  const far = clusters.at(world, 14);
  assert.deepEqual(far.map((placed) => placed.cluster?.count ?? placed.look?.id).sort(), [2, 'c']);
  assert.deepEqual(
    clusters
      .at(world, SINGLE_FROM)
      .map((placed) => placed.look?.id)
      .sort(),
    ['a', 'b', 'c'],
  );
});

test('a cluster knows the shares of its groups and whether any is overdue', () => {
  const clusters = createIssueClusters();
  clusters.load([spot('a', 107.3441), spot('b', 107.3441, 'working', true), spot('c', 107.3441, 'working')]);
  const cluster = clusters.at(world, 14)[0]?.cluster;
  assert.equal(cluster?.shares.working, 2);
  assert.equal(cluster?.shares.waiting, 1);
  assert.equal(cluster?.overdue, true);
});

test('the circles of a crowd are fewer than those of the same places with little in them', () => {
  /** @param {number} each */
  const circles = (each) => {
    const clusters = createIssueClusters();
    const places = Array.from({ length: 400 }, (_, i) => [107.3 + (i % 20) * 0.01, i % 20]);
    clusters.load(places.flatMap(([lon = 0], i) => Array.from({ length: each }, (_, n) => spot(`i${i}-${n}`, lon))));
    return clusters.at(world, 12).length;
  };
  assert.ok(circles(5) < circles(1));
});

test('no issue is lost or doubled at any zoom', () => {
  const clusters = createIssueClusters();
  clusters.load(Array.from({ length: 500 }, (_, i) => spot(`i${i}`, 107.34 + (i % 25) * 0.0006)));
  for (let zoom = 10; zoom <= 19; zoom++) {
    const total = clusters.at(world, zoom).reduce((sum, placed) => sum + (placed.cluster?.count ?? 1), 0);
    assert.equal(total, 500, `zoom ${zoom}`);
  }
});

test('issues on one point are spread until no two hide each other', () => {
  const points = Array.from({ length: 7 }, () => ({ x: 100, y: 100 }));
  spread(points, 22);
  for (const a of points) for (const b of points) if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 15);
});

test('issues apart stay where they are', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 80, y: 0 },
  ];
  spread(points, 22);
  assert.deepEqual(points, [
    { x: 0, y: 0 },
    { x: 80, y: 0 },
  ]);
});

/** Numbers of [0, 1), the same in each run. */
function randomly(seed = 7) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** @param {() => number} random @param {string} id */
const somewhere = (random, id) => ({
  id,
  group:
    /** @type {const} */ (['waiting', 'working', 'checking', 'done', 'onHold'])[Math.floor(random() * 5)] ?? 'done',
  urgent: random() < 0.2,
  overdue: random() < 0.2,
  // Crowds here and there: half of them on few places.
  lon: 107 + (random() < 0.5 ? Math.floor(random() * 20) * 0.004 : random() * 0.2),
  lat: 28 + (random() < 0.5 ? Math.floor(random() * 20) * 0.003 : random() * 0.2),
});

/** @param {ReturnType<typeof createIssueClusters>} clusters @param {number} zoom */
const picture = (clusters, zoom) =>
  clusters.at(world, zoom).sort((a, b) => a.x - b.x || a.y - b.y || ((a.look?.id ?? '') < (b.look?.id ?? '') ? -1 : 1));

test('after any additions, moves and removals the clusters are those of a fresh start', () => {
  for (const seed of [1, 2, 3]) {
    const random = randomly(seed);
    const grown = createIssueClusters();
    /** @type {Map<string, ReturnType<typeof somewhere>>} */
    const spots = new Map();
    for (let i = 0; i < 4_000; i++) {
      // A few thousand in and out again, so that the size of the circles changes on the way.
      const id = `i${Math.floor(random() * 1_900)}`;
      const goes = random() < (i < 3_000 ? 0.1 : 0.9);
      if (goes) {
        spots.delete(id);
        grown.remove(id);
      } else {
        const spot = somewhere(random, id);
        spots.set(id, spot);
        grown.put(spot);
      }
      if (i % 500 !== 499) continue;
      const fresh = createIssueClusters();
      fresh.load(spots.values());
      for (const zoom of [8, 11, 14, 16, SINGLE_FROM])
        assert.deepEqual(picture(grown, zoom), picture(fresh, zoom), `seed ${seed}, step ${i}, zoom ${zoom}`);
    }
  }
});

test('a part of the map shows what the whole map shows there', () => {
  const random = randomly();
  const clusters = createIssueClusters();
  clusters.load(Array.from({ length: 1_200 }, (_, i) => somewhere(random, `i${i}`)));
  for (const zoom of [9, 12, 15]) {
    const all = clusters.at(world, zoom);
    for (let n = 0; n < 20; n++) {
      const minX = all[0]?.x ?? 0;
      const minY = all[0]?.y ?? 0;
      const box = { minX, minY, maxX: minX + random() * 0.0004, maxY: minY + random() * 0.0004 };
      const part = clusters.at(box, zoom);
      const inside = all.filter(({ x, y }) => x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY);
      for (const placed of inside)
        assert.ok(
          part.some(
            ({ x, y, cluster }) => x === placed.x && y === placed.y && cluster?.count === placed.cluster?.count,
          ),
        );
    }
  }
});

test('circles of a crowd stand apart', () => {
  const random = randomly();
  const clusters = createIssueClusters();
  clusters.load(Array.from({ length: 3_000 }, (_, i) => somewhere(random, `i${i}`)));
  const circles = clusters.at(world, 12);
  const pixels = 256 * 2 ** 12;
  let touching = 0;
  for (const a of circles)
    for (const b of circles) if (a !== b && Math.hypot(a.x - b.x, a.y - b.y) * pixels < 40) touching++;
  assert.ok(circles.length > 20);
  assert.ok(touching < circles.length * 0.1, `${touching} of ${circles.length}`);
});

test('a cluster falls apart at the zoom it names, and not before', () => {
  const random = randomly();
  const clusters = createIssueClusters();
  clusters.load(Array.from({ length: 300 }, (_, i) => somewhere(random, `i${i}`)));
  const before = clusters.at(world, 10).filter(({ cluster }) => cluster);
  assert.ok(before.length > 3);
  for (const { cluster } of before) {
    const zoom = clusters.expansionZoom(cluster?.key ?? 0);
    assert.ok(zoom > 10 && zoom <= SINGLE_FROM);
  }
  clusters.load([spot('a', 107.34), spot('b', 107.34)]);
  assert.equal(clusters.expansionZoom(clusters.at(world, 9)[0]?.cluster?.key ?? 0), SINGLE_FROM);
});
