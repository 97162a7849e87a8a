import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFaults, listenForFaults } from '../../wwwroot/js/screen/upkeep/faults.js';
import { isDrifted, worstOf } from '../../wwwroot/js/screen/upkeep/health.js';
import { createHeartbeat } from '../../wwwroot/js/screen/upkeep/heartbeat.js';
import { createMemoryWatch } from '../../wwwroot/js/screen/upkeep/memory.js';
import { createReload, isTimeForNight } from '../../wwwroot/js/screen/upkeep/reload.js';
import { createFakeTime } from './fake-time.js';

const MINUTE = 60_000;
const MB = 1_000_000;

/** @param {Partial<Parameters<typeof createReload>[0]> & {start?: number}} [options] */
function reloader({ start = 1_000_000, ...options } = {}) {
  const time = createFakeTime();
  /** @type {number[]} */
  const reloads = [];
  const kept = new Map();
  const now = () => start + time.now();
  const reload = createReload({
    isQuiet: () => true,
    isUrgent: () => false,
    isServerReady: async () => true,
    reload: () => void reloads.push(time.now()),
    timers: time.timers,
    now,
    shelf: () => ({ getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }),
    ...options,
  });
  return { time, reloads, reload, kept, now };
}

test('a page is loaded anew at the first quiet moment, once', async () => {
  let quiet = false;
  const { time, reload, reloads } = reloader({ isQuiet: () => quiet });
  reload.ask('version');
  await time.pass(3 * MINUTE);
  assert.deepEqual(reloads, []);
  quiet = true;
  reload.ask('memory');
  await time.pass(5 * MINUTE);
  assert.equal(reloads.length, 1);
  assert.equal(reload.reason, 'version');
});

test('after ten minutes no quiet moment is waited for, but the end of an urgent announcement is', async () => {
  let urgent = true;
  const { time, reload, reloads } = reloader({ isQuiet: () => false, isUrgent: () => urgent });
  reload.ask('asked');
  await time.pass(11 * MINUTE);
  assert.deepEqual(reloads, []);
  urgent = false;
  await time.pass(1_000);
  assert.equal(reloads.length, 1);
});

test('a page is not given up for a server that does not answer', async () => {
  let ready = false;
  let asked = 0;
  const { time, reload, reloads } = reloader({
    isServerReady: async () => {
      asked++;
      return ready;
    },
  });
  reload.ask('version');
  await time.pass(MINUTE);
  assert.deepEqual(reloads, []);
  assert.ok(asked <= 7, `asked ${asked} times`);
  ready = true;
  await time.pass(10_000);
  assert.equal(reloads.length, 1);
});

test('a server that asks for it again and again gets a reload each five minutes at most', async () => {
  const { time, reload, reloads, kept, now } = reloader();
  reload.ask('version');
  await time.pass(1_000);
  assert.equal(reloads.length, 1);
  const second = reloader({
    start: now(),
    shelf: () => ({ getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }),
  });
  second.reload.ask('version');
  await second.time.pass(4.9 * MINUTE);
  assert.deepEqual(second.reloads, []);
  await second.time.pass(0.2 * MINUTE);
  assert.equal(second.reloads.length, 1);
});

test('a clock that was set back a day does not hold the reload for a day', async () => {
  const { time, reload, reloads, kept, now } = reloader();
  kept.set('screen.reloadedAt', String(now() + 86_400_000));
  reload.ask('asked');
  await time.pass(1_000);
  assert.equal(reloads.length, 1);
});

test('without storage each start counts as a reload', async () => {
  const { time, reload, reloads } = reloader({
    shelf: () => {
      throw new Error('forbidden');
    },
  });
  reload.ask('version');
  await time.pass(4 * MINUTE);
  assert.deepEqual(reloads, []);
  await time.pass(2 * MINUTE);
  assert.equal(reloads.length, 1);
});

test('screens load anew at night, each at its own minute, and not twice', () => {
  const hours = 3_600_000;
  const minutes = new Set();
  for (let n = 0; n < 200; n++) {
    const id = `screen-${n}`;
    const first = Array.from({ length: 1440 }, (_, minute) => minute).find((minute) =>
      isTimeForNight(minute, id, 20 * hours),
    );
    assert.ok(first !== undefined && first >= 210 && first < 240);
    minutes.add(first);
  }
  assert.ok(minutes.size > 10);
  assert.equal(isTimeForNight(245, 'a', 1 * hours), false);
  assert.equal(isTimeForNight(720, 'a', 200 * hours), false);
});

test('a heap that goes up and down is well, one that is held is not', () => {
  const sawing = createMemoryWatch();
  for (let n = 0; n < 200; n++) sawing.take((n % 6 === 0 ? 100 : 600) * MB);
  assert.equal(sawing.hasGrown, false);

  const growing = createMemoryWatch();
  for (let n = 0; n < 15; n++) growing.take(200 * MB);
  for (let n = 0; n < 10; n++) growing.take(310 * MB);
  assert.equal(growing.hasGrown, true);

  const small = createMemoryWatch();
  for (let n = 0; n < 15; n++) small.take(20 * MB);
  for (let n = 0; n < 20; n++) small.take(90 * MB);
  assert.equal(small.hasGrown, false);

  const huge = createMemoryWatch();
  for (let n = 0; n < 10; n++) huge.take(800 * MB);
  assert.equal(huge.hasGrown, true);

  const silent = createMemoryWatch();
  for (let n = 0; n < 100; n++) silent.take(null);
  assert.equal(silent.hasGrown, false);
});

test('uncaught faults are counted and forgotten after an hour; the browser’s own remarks are none', () => {
  let now = 0;
  const faults = createFaults(() => now);
  const target = new EventTarget();
  const end = listenForFaults(faults, target);
  target.dispatchEvent(Object.assign(new Event('error'), { message: 'ResizeObserver loop limit exceeded' }));
  assert.equal(faults.any, false);
  for (let n = 0; n < 4; n++) target.dispatchEvent(Object.assign(new Event('error'), { error: new Error('broken') }));
  assert.equal(faults.any, true);
  assert.equal(faults.many, false);
  target.dispatchEvent(new Event('unhandledrejection'));
  assert.equal(faults.many, true);
  now = 3_600_000;
  assert.equal(faults.any, false);
  end();
  target.dispatchEvent(new Event('unhandledrejection'));
  assert.equal(faults.any, false);
});

test('the worst of what is wrong is told, and nothing when nothing is', () => {
  const well = { fault: false, memory: false, clock: false, voice: null };
  assert.equal(worstOf(well), null);
  assert.equal(worstOf({ ...well, voice: 'noVoice' }), 'noVoice');
  assert.equal(worstOf({ ...well, clock: true, voice: 'noVoice' }), 'clock');
  assert.equal(worstOf({ fault: true, memory: true, clock: true, voice: 'noVoice' }), 'memory');
});

test('a clock is wrong beyond two minutes either way', () => {
  const server = '2026-05-01T08:00:00Z';
  assert.equal(isDrifted(server, Date.parse(server) + 119_000), false);
  assert.equal(isDrifted(server, Date.parse(server) + 121_000), true);
  assert.equal(isDrifted(server, Date.parse(server) - 86_400_000), true);
  assert.equal(isDrifted('nonsense', 0), false);
});

test('the heart beats at once and each half minute, whatever came of the beat before', async () => {
  const time = createFakeTime();
  /** @type {any[]} */
  const answers = [{ value: { n: 1 } }, { problem: { status: 0, code: 'network.unreachable' } }, { value: { n: 2 } }];
  /** @type {any[]} */
  const heard = [];
  let out = 0;
  const heart = createHeartbeat({
    tell: async () => answers.shift() ?? { problem: { status: 401, code: 'access.unauthenticated' } },
    onHeard: (own) => void heard.push(own),
    onSignedOut: () => void out++,
    timers: time.timers,
  });
  await time.pass(60_000);
  assert.deepEqual(heard, [{ n: 1 }, { n: 2 }]);
  assert.equal(out, 0);
  await time.pass(30_000);
  assert.equal(out, 1);
  heart.destroy();
  await time.pass(90_000);
  assert.equal(out, 1);
});
