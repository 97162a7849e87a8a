import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPatrol } from '../../wwwroot/js/report/activities/patrol.js';

/** A phone: its clock, its satellites, its shelf, and what its outbox was given. */
function phone() {
  let clock = Date.parse('2026-11-20T01:00:00Z');
  /** @type {((position: any) => void)|null} */
  let hear = null;
  /** @type {string} */
  let shelf = 'null';
  /** @type {{url: string, body: any}[]} */
  const given = [];
  let takes = true;
  const begin = () => {
    // A page that was killed hears nothing any more.
    hear = null;
    return createPatrol({
      keep: async (item) => {
        if (takes) given.push(JSON.parse(JSON.stringify({ url: item.url, body: item.body })));
        return takes;
      },
      now: () => clock,
      shelf: {
        read: () => JSON.parse(shelf),
        write: (walk) => {
          shelf = JSON.stringify(walk);
        },
      },
      titles: { patrol: '', track: '' },
      geolocation: /** @type {any} */ ({
        watchPosition: (/** @type {any} */ heard) => {
          hear = heard;
          return 1;
        },
        clearWatch: () => {
          hear = null;
        },
      }),
      onChange: () => {},
    });
  };
  return {
    begin,
    given,
    /** @param {number} seconds @param {number} east Ten-thousandths of a degree. */
    walk(seconds, east, accuracy = 8) {
      clock += seconds * 1000;
      hear?.({ coords: { longitude: 107.346 + east / 10_000, latitude: 28.153, accuracy } });
    },
    fill(/** @type {boolean} */ full) {
      takes = !full;
    },
  };
}

const points = (/** @type {ReturnType<typeof phone>} */ { given }) => given.flatMap(({ body }) => body.points ?? []);

test('a walk is told in numbered batches between its start and its end', async () => {
  const own = phone();
  const patrol = own.begin();
  await patrol.start('g1', 'fire');
  for (let i = 0; i < 40; i++) own.walk(5, i);
  await patrol.end();
  const urls = own.given.map(({ url }) => url.replace(/patrols\/[^/]+/, 'patrols/id'));
  assert.deepEqual([urls[0], urls.at(-1)], ['/api/patrols/id', '/api/patrols/id']);
  assert.deepEqual([...new Set(urls.slice(1, -1))], urls.slice(1, -1));
  assert.equal(points(own).length, 40);
  assert.equal(own.given.at(-1)?.body.endedAt, '2026-11-20T01:03:20.000Z');
  assert.equal(patrol.walk, null);
});

test('nothing is recorded while the page is hidden, and what comes after is a gap', async () => {
  const own = phone();
  const patrol = own.begin();
  await patrol.start('g1', 'fire');
  own.walk(5, 0);
  own.walk(5, 1);
  patrol.see(false);
  own.walk(30, 5);
  patrol.see(true);
  own.walk(5, 9);
  own.walk(5, 10);
  assert.deepEqual(
    patrol.walk?.segments.map((segment) => segment.length),
    [2, 2],
  );
  assert.ok((patrol.walk?.meters ?? 0) < 25, String(patrol.walk?.meters));
  await patrol.end();
  assert.deepEqual(
    points(own).map(({ gap }) => gap === true),
    [false, false, true, false],
  );
});

test('a long silence is a gap, and a position that is worth little is none', async () => {
  const own = phone();
  const patrol = own.begin();
  await patrol.start('g1', 'fire');
  own.walk(5, 0);
  own.walk(91, 1);
  own.walk(5, 500, 800);
  assert.deepEqual(
    patrol.walk?.segments.map((segment) => segment.length),
    [1, 1],
  );
  patrol.destroy();
});

test('after the page was killed it waits for its person, and ends with what was recorded', async () => {
  const own = phone();
  const first = own.begin();
  await first.start('g1', 'fire');
  for (let i = 0; i < 5; i++) own.walk(5, i);
  const again = own.begin();
  assert.equal(again.isPaused, true);
  own.walk(3600, 99);
  await again.end();
  assert.equal(points(own).length, 5);
  assert.equal(own.given.at(-1)?.body.endedAt, '2026-11-20T01:00:25.000Z');
});

test('a batch that was given and not confirmed is given again as it was', async () => {
  const own = phone();
  const first = own.begin();
  await first.start('g1', 'fire');
  own.walk(5, 0);
  own.walk(5, 1);
  own.fill(true);
  first.see(false);
  await new Promise((resolve) => setImmediate(resolve));
  own.fill(false);
  const again = own.begin();
  again.resume();
  own.walk(5, 2);
  await again.end();
  const batches = own.given.filter(({ url }) => url.includes('/points/'));
  assert.deepEqual(
    batches.map(({ url, body }) => [url.split('/').at(-1), body.points.length]),
    [
      ['0', 2],
      ['1', 1],
    ],
  );
});
