import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIssueClusters, SINGLE_FROM, spread } from '../../wwwroot/js/map/issue-clusters.js';

/** @param {string} id @param {number} lon @param {import('../../wwwroot/js/contract.js').StatusGroup} [group] */
const spot = (id, lon, group = 'waiting', overdue = false) => ({ id, group, urgent: false, overdue, lon, lat: 28.15 });
/** @type {[number, number, number, number]} */
const world = [-180, -85, 180, 85];

test('issues that lie together are one cluster from afar and themselves from near', () => {
  const clusters = createIssueClusters();
  clusters.load([spot('a', 107.3441), spot('b', 107.3442), spot('c', 107.4)]);
  const far = clusters.at(world, 14);
  assert.deepEqual(far.map((placed) => placed.cluster?.count ?? placed.id).sort(), [2, 'c']);
  assert.deepEqual(
    clusters
      .at(world, SINGLE_FROM)
      .map((placed) => placed.id)
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
