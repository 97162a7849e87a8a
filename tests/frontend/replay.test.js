import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../wwwroot/js/live/clock.js';
import { parseCursor } from '../../wwwroot/js/live/cursor.js';
import { createReplay } from '../../wwwroot/js/live/replay.js';
import { reduceSnapshot } from '../../wwwroot/js/live/state.js';
import { createTimeline } from '../../wwwroot/js/live/timeline.js';
import { randomOf, T0 } from './build.js';
import { createFakeTime } from './fake-time.js';
import { createModelServer } from './model-server.js';

/** @typedef {import('../../wwwroot/js/contract.js').Snapshot} Snapshot */
/** @typedef {import('../../wwwroot/js/live/state.js').LiveState} LiveState */

const PAGE = 20;
const MINUTE = 60_000;

/** A log of a day, a snapshot of each of its minutes as it was read then, and a server that tells of both. @param {number} seed @param {number} length */
function history(seed, length) {
  const server = createModelServer(randomOf(seed));
  /** @type {Snapshot[]} By minute. */
  const recorded = [server.snapshot()];
  while (server.seq < length) {
    server.act();
    recorded[server.seq] = server.snapshot();
  }
  /** @param {number} at @returns {Snapshot} */
  const snapshotAt = (at) => {
    const minute = Math.min(length, Math.max(0, Math.floor((at - T0) / MINUTE)));
    return /** @type {Snapshot} */ (recorded[minute]);
  };
  return {
    end: T0 + length * MINUTE,
    snapshotAt,
    api: {
      /** @param {string|null} _area @param {string} at */
      snapshotAt: async (_area, at) => ({ value: snapshotAt(Date.parse(at)) }),
      /** @param {string|null} _area @param {string} after */
      changes: async (_area, after) => {
        const from = parseCursor(after).seq;
        const to = Math.min(length, from + PAGE);
        const { changes, to: cursor } = server.batch(from, to);
        return { value: { changes, cursor, complete: to === length } };
      },
    },
  };
}

/** @param {LiveState|null} state */
const plain = (state) => ({
  open: [...(state?.open ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
  recent: state?.recent,
});

/** @param {Snapshot} snapshot */
const plainOf = (snapshot) => plain(reduceSnapshot(null, snapshot, null).state);

/** @param {number} seed @param {number} [length] */
function arrange(seed, length = 400) {
  const time = createFakeTime();
  const log = history(seed, length);
  /** @type {string[]} */
  const troubles = [];
  const replay = createReplay({
    area: null,
    getSnapshot: log.api.snapshotAt,
    getChanges: log.api.changes,
    onStep: () => {},
    onTick: () => {},
    onTrouble: ({ code }) => troubles.push(code),
    monotonic: time.now,
    timers: time.timers,
  });
  replay.setEnd(log.end);
  return { time, log, replay, troubles };
}

test('at every moment of a replay the page shows what a snapshot of that minute showed', async () => {
  for (const seed of [1, 2, 3]) {
    const { time, log, replay } = arrange(seed);
    const random = randomOf(seed + 100);
    for (let jumps = 0; jumps < 12; jumps++) {
      await replay.seek(T0 + random() * 400 * MINUTE);
      assert.deepEqual(plain(replay.state), plainOf(log.snapshotAt(replay.moment)), `seed ${seed}: after a seek`);
      replay.setSpeed([1, 60, 300, 600][Math.floor(random() * 4)] ?? 60);
      replay.play();
      for (let steps = 0; steps < 5; steps++) {
        await time.pass(100 + random() * 3_000);
        assert.deepEqual(plain(replay.state), plainOf(log.snapshotAt(replay.moment)), `seed ${seed}: while it plays`);
      }
      if (random() < 0.5) replay.pause();
    }
  }
});

test('it plays at the chosen speed and pauses at its end', async () => {
  const { time, log, replay } = arrange(1);
  await replay.seek(T0);
  replay.setSpeed(60);
  replay.play();
  await time.pass(10_000);
  assert.equal(replay.moment - T0, 600_000);
  replay.setSpeed(600);
  await time.pass(60_000);
  assert.equal(replay.moment, log.end);
  assert.equal(replay.isPlaying, false);
});

test('of many wishes the last one is shown, and the server is asked for one at a time', async () => {
  const { log, replay } = arrange(2);
  const wishes = [10, 300, 20, 200].map((minute) => replay.seek(T0 + minute * MINUTE));
  await Promise.all(wishes);
  assert.equal(replay.moment, T0 + 200 * MINUTE);
  assert.deepEqual(plain(replay.state), plainOf(log.snapshotAt(T0 + 200 * MINUTE)));
});

test('a network that is away pauses the replay, says so, and what is shown stays', async () => {
  const { time, log, replay, troubles } = arrange(3);
  await replay.seek(T0 + 30 * MINUTE);
  const before = plain(replay.state);
  const away = createReplay({
    area: null,
    getSnapshot: async () => ({ problem: { status: 0, code: 'network.unreachable' } }),
    getChanges: log.api.changes,
    onStep: () => assert.fail('there is nothing to show'),
    onTick: () => {},
    onTrouble: ({ code }) => troubles.push(code),
    monotonic: time.now,
    timers: time.timers,
  });
  await away.seek(T0);
  assert.deepEqual(troubles, ['network.unreachable']);
  assert.equal(away.isPlaying, false);
  assert.deepEqual(plain(replay.state), before);
});

test('the present goes on unseen while the past is shown, and all of it is there again afterwards', async () => {
  const time = createFakeTime();
  const log = history(5, 300);
  const clock = createClock({ monotonic: time.now, wall: () => log.end + time.now() });
  clock.hear(new Date(log.end).toISOString());
  let live = reduceSnapshot(null, log.snapshotAt(T0 + 200 * MINUTE), null).state;
  /** @type {LiveState|null} */
  let shown = live;
  const timeline = createTimeline({
    api: log.api,
    clock,
    present: () => live,
    onTick: () => {},
    onTrouble: () => assert.fail(),
    onStep(step) {
      // A page draws only what it is told was touched.
      const ids = new Set(
        [...(shown?.open ?? []), ...(shown?.recent ?? [])].map((issue) => `${issue.id}@${issue.version}`),
      );
      for (const issue of [...step.state.open, ...step.state.recent]) {
        if (!ids.has(`${issue.id}@${issue.version}`))
          assert.ok(step.touched.has(issue.id), `${issue.id} is not redrawn`);
      }
      shown = step.state;
    },
  });
  await timeline.enter(T0 + 100 * MINUTE);
  assert.deepEqual(plain(shown), plainOf(log.snapshotAt(T0 + 100 * MINUTE)));
  assert.equal(clock.now(), T0 + 100 * MINUTE);
  assert.equal(clock.present(), log.end);

  const step = reduceSnapshot(live, log.snapshotAt(log.end), null);
  live = step.state;
  timeline.hear(step);
  assert.deepEqual(plain(shown), plainOf(log.snapshotAt(T0 + 100 * MINUTE)));
  assert.equal(timeline.replay?.state, timeline.state);

  timeline.leave();
  assert.deepEqual(plain(shown), plainOf(log.snapshotAt(log.end)));
  assert.equal(clock.now(), log.end);
  assert.equal(timeline.replay, null);
});
