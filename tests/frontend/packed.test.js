import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../../wwwroot/js/http/client.js';
import { unpack } from '../../wwwroot/js/http/packed.js';
import { snapshotOf } from '../../wwwroot/js/http/packed-answers.js';
import { outlines } from '../../wwwroot/js/http/packed-outlines.js';
import { timeText } from '../../wwwroot/js/http/packed-times.js';
import { fromPlanes, numbersOf } from '../../wwwroot/js/http/planes.js';

/** One number in each list. @param {number[]} numbers @returns {[number, any]} */
const listed = (...numbers) => {
  const least = Math.min(0, ...numbers);
  const high = numbers.map((number) => number - least);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const plane = (/** @type {number} */ weight) =>
    high.map((number) => digits[Math.floor(number / weight) % 64]).join('');
  return [numbers.length, numbers.length === 0 ? [] : [least, plane(1) + plane(64)]];
};

test('planes hold the lowest digit of each number first', () => {
  assert.deepEqual([...fromPlanes('BCAB', 2)], [1, 66]);
  assert.deepEqual([...fromPlanes('', 3)], [0, 0, 0]);
  assert.deepEqual([...numbersOf([-2, 'AC'], 2)], [-2, 0]);
  assert.deepEqual([...numbersOf([10, -1, 'BAD'], 3)], [10, 9, 11]);
});

test('a time is written as the server writes it, down to the microsecond and without noughts at its end', () => {
  for (const text of [
    '2026-11-22T00:00:00Z',
    '2026-02-28T23:59:59.999999Z',
    '1999-12-31T12:30:05.02Z',
    '2024-02-29T08:00:00.000001Z',
  ]) {
    const [, fraction = ''] = text.match(/\.(\d+)Z/) ?? [];
    const micros = Math.floor(Date.parse(text) / 1000) * 1e6 + Number(fraction.padEnd(6, '0'));
    assert.equal(timeText(micros), text);
  }
});

test('rows get the fields they have and no others', () => {
  const rows = unpack({
    rows: 3,
    fields: [
      ['a', 1, ['c', 'x']],
      ['b', 'ABB', ['s', ['first', 'second']]],
      ['c', 'BAA', ['n', 10, [15, 'A']]],
    ],
  });
  assert.deepEqual(rows, [
    { a: 'x', c: 1.5 },
    { a: 'x', b: 'first' },
    { a: 'x', b: 'second' },
  ]);
  assert.deepEqual(Object.keys(rows[0] ?? {}), ['a', 'c']);
});

test('more fields than one number tells apart are no matter', () => {
  const fields = Array.from(
    { length: 70 },
    (_, i) => /** @type {[string, string, any]} */ ([`f${i}`, i % 2 ? 'AB' : 'BA', ['c', i]]),
  );
  const [even = {}, odd = {}] = unpack({ rows: 2, fields });
  assert.deepEqual(
    Object.values(even),
    Array.from({ length: 35 }, (_, i) => 2 * i),
  );
  assert.deepEqual(
    Object.values(odd),
    Array.from({ length: 35 }, (_, i) => 2 * i + 1),
  );
});

test('what a newer server packs in a way that is not known here is no answer', () => {
  assert.throws(() => unpack({ rows: 1, fields: [['a', 1, ['?', 1]]] }), SyntaxError);
});

test('a border that two areas share is the same corners for both', () => {
  const packed = {
    scale: 1_000_000,
    shapes: listed(1, 1, 0),
    rings: listed(1, 1),
    steps: listed(1, 2),
    fresh: listed(4, 0, 2),
    lengths: listed(0, -2, 0),
    backs: listed(2),
    // A unit square, and one to the right of it: the shared side backwards, then its own two corners.
    xs: listed(0, 2, 0, 0, 2, 0),
    ys: listed(0, 0, 2, 0, 0, 0),
  };
  const [left, right, nothing] = outlines(packed);
  assert.deepEqual(
    left?.coordinates[0]?.map((corner) =>
      /** @type {number[]} */ (corner).map((each) => Math.round(Number(each) * 1e6)),
    ),
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  );
  assert.equal(right?.coordinates[0]?.length, 5);
  assert.equal(nothing, null);
});

test('an area that shrank to a point still has a ring that can be drawn', () => {
  const none = listed();
  const [point] = outlines({
    scale: 10,
    shapes: listed(1),
    rings: listed(1),
    steps: listed(1),
    fresh: listed(1),
    lengths: listed(0),
    backs: none,
    xs: listed(6),
    ys: listed(4),
  });
  assert.deepEqual(point, {
    type: 'Polygon',
    coordinates: [
      [
        [0.3, 0.2],
        [0.3, 0.2],
        [0.3, 0.2],
        [0.3, 0.2],
      ],
    ],
  });
});

test('a border copied from where there is none is no answer', () => {
  const none = listed();
  assert.throws(
    () =>
      outlines({
        scale: 1,
        shapes: listed(1),
        rings: listed(1),
        steps: listed(1),
        fresh: listed(0),
        lengths: listed(2),
        backs: listed(7),
        xs: none,
        ys: none,
      }),
    SyntaxError,
  );
});

test('a snapshot that does not say what time it is counts as garbled', async () => {
  const packed = { cursor: 'e:1', mode: 'normal', issues: { rows: 0, fields: [] }, recent: { rows: 0, fields: [] } };
  const answer = (/** @type {Record<string, string>} */ headers) =>
    createClient({
      send: async () =>
        new Response(JSON.stringify(packed), {
          headers: { 'content-type': 'application/vnd.mapdashboard.packed+json', ...headers },
        }),
    }).getPacked('/api/snapshot', {}, snapshotOf);
  assert.equal((await answer({})).problem?.code, 'network.garbled');
  assert.equal((await answer({ 'x-server-time': '2026-11-22T00:00:00Z' })).value?.serverTime, '2026-11-22T00:00:00Z');
});

test('plain JSON from a server that packs nothing is taken as it is', async () => {
  const plain = { cursor: 'e:1', issues: [{ id: 'a' }] };
  const client = createClient({ send: async () => Response.json(plain) });
  assert.deepEqual(await client.getPacked('/api/snapshot', {}, snapshotOf), { value: plain });
});
