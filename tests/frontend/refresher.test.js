import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRefresher } from '../../wwwroot/js/live/refresher.js';
import { createFakeTime } from './fake-time.js';

test('a burst of changes is one reading of all that is stale', async () => {
  const time = createFakeTime();
  /** @type {string[][]} */
  const read = [];
  const refresher = createRefresher(async (stale) => void read.push([...stale].sort()), time.timers);
  refresher.declare(['areas', 'people']);
  refresher.declare([]);
  refresher.declare(['people', 'notices']);
  await time.pass(1_000);
  assert.deepEqual(read, [['areas', 'notices', 'people']]);
});

test('nothing stale is no reading', async () => {
  const time = createFakeTime();
  let read = 0;
  createRefresher(async () => void read++, time.timers).declare([]);
  await time.pass(1_000);
  assert.equal(read, 0);
});

test('what becomes stale during a reading is read after it, never beside it', async () => {
  const time = createFakeTime();
  /** @type {string[][]} */
  const read = [];
  /** @type {() => void} */
  let finish = () => {};
  const refresher = createRefresher((stale) => {
    read.push([...stale]);
    return new Promise((resolve) => {
      finish = () => resolve(undefined);
    });
  }, time.timers);
  refresher.declare(['people']);
  await time.pass(1_000);
  refresher.declare(['people']);
  await time.pass(5_000);
  assert.equal(read.length, 1);
  finish();
  await time.pass(1_000);
  assert.deepEqual(read, [['people'], ['people']]);
});

test('a destroyed refresher reads no more', async () => {
  const time = createFakeTime();
  let read = 0;
  const refresher = createRefresher(async () => void read++, time.timers);
  refresher.declare(['areas']);
  refresher.destroy();
  await time.pass(1_000);
  assert.equal(read, 0);
});
