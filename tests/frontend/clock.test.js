import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../wwwroot/js/live/clock.js';

function arrange() {
  const it = { monotonic: 0, wall: 5_000 };
  return { it, clock: createClock({ monotonic: () => it.monotonic, wall: () => it.wall }) };
}

test('time is the server’s word plus what has passed since', () => {
  const { it, clock } = arrange();
  clock.hear('2026-11-21T06:00:00Z');
  it.monotonic += 2_500;
  assert.equal(clock.now(), Date.parse('2026-11-21T06:00:02.500Z'));
});

test('the age turns stale after 15 seconds and dead after 60', () => {
  const { it, clock } = arrange();
  clock.confirm();
  it.monotonic = 15_000;
  assert.equal(clock.freshness(), 'fresh');
  it.monotonic = 15_001;
  assert.equal(clock.freshness(), 'stale');
  it.monotonic = 60_001;
  assert.equal(clock.freshness(), 'dead');
});

test('a sleep that stops the monotonic clock still ages the data', () => {
  const { it, clock } = arrange();
  clock.confirm();
  it.wall += 90_000;
  assert.equal(clock.freshness(), 'dead');
});

test('a wall clock set back does not make the data younger', () => {
  const { it, clock } = arrange();
  clock.confirm();
  it.monotonic = 20_000;
  it.wall -= 3_600_000;
  assert.equal(clock.age(), 20_000);
});

test('before the first confirmation there is no age and nothing looks live', () => {
  const { clock } = arrange();
  assert.equal(clock.age(), null);
  assert.equal(clock.freshness(), 'stale');
});
