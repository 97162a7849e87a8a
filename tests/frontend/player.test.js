import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlayer } from '../../wwwroot/js/screen/scenes/player.js';
import { DEFAULTS } from '../../wwwroot/js/screen/settings.js';
import { createFakeTime } from './fake-time.js';

/**
 * @param {string} kind
 * @param {string[]} log
 * @param {Partial<import('../../wwwroot/js/screen/scenes/player.js').Scene>} [more]
 * @returns {import('../../wwwroot/js/screen/scenes/player.js').Scene}
 */
const scene = (kind, log, more) => ({
  kind,
  canShow: () => true,
  enter: (turn) => void log.push(turn > 0 ? `${kind} ${turn}` : kind),
  leave: (ended) => void log.push(`-${kind}${ended ? '' : '!'}`),
  destroy() {},
  ...more,
});

/**
 * @param {import('../../wwwroot/js/screen/scenes/player.js').Scene[]} scenes
 * @param {Partial<Parameters<typeof createPlayer>[0]> & {list?: [string, number][], quietHours?: {from: string, to: string}}} [options]
 */
function start(scenes, { list, quietHours, ...more } = {}) {
  const time = createFakeTime();
  const trouble = /** @type {string[]} */ ([]);
  const quiet = /** @type {boolean[]} */ ([]);
  const settings = {
    ...DEFAULTS,
    scenes: (list ?? scenes.map(({ kind }) => [kind, 10])).map(([kind, seconds]) => ({
      kind: String(kind),
      seconds: Number(seconds),
    })),
    quietHours: quietHours ?? null,
  };
  const player = createPlayer({
    scenes: new Map(scenes.map((each) => [each.kind, each])),
    settings,
    timers: time.timers,
    now: time.now,
    minuteOfDay: () => (12 * 60 + Math.floor(time.now() / 60_000)) % (24 * 60),
    onScene() {},
    onQuiet: (is) => void quiet.push(is),
    onTrouble: (kind) => void trouble.push(kind),
    ...more,
  });
  player.start();
  return { player, time, trouble, quiet, settings };
}

test('scenes take turns in the order and for the time of the settings', async () => {
  /** @type {string[]} */
  const log = [];
  const { player, time } = start([scene('overview', log), scene('closed', log)], {
    list: [
      ['overview', 40],
      ['closed', 20],
    ],
  });
  assert.equal(player.current, 'overview');
  await time.pass(39_999);
  assert.equal(player.current, 'overview');
  await time.pass(1);
  assert.equal(player.current, 'closed');
  await time.pass(20_000);
  assert.equal(player.current, 'overview');
  assert.deepEqual(log, ['overview', '-overview', 'closed', '-closed', 'overview']);
});

test('a scene with nothing to show is passed over, and unknown kinds too', async () => {
  /** @type {string[]} */
  const log = [];
  const { player, time } = start(
    [scene('overview', log), scene('overdue', log, { canShow: () => false }), scene('who', log)],
    {
      list: [
        ['overview', 10],
        ['replay', 10],
        ['overdue', 10],
        ['who', 10],
      ],
    },
  );
  await time.pass(10_000);
  assert.equal(player.current, 'who');
});

test('where nothing on the list can be shown the map is', () => {
  /** @type {string[]} */
  const log = [];
  const { player } = start([scene('overview', log), scene('closed', log, { canShow: () => false })], {
    list: [['closed', 10]],
  });
  assert.equal(player.current, 'overview');
});

test('each grid has its own time before the next scene', async () => {
  /** @type {string[]} */
  const log = [];
  const { time } = start([scene('grids', log, { turns: () => 3 }), scene('overview', log)], {
    list: [
      ['grids', 12],
      ['overview', 40],
    ],
  });
  await time.pass(36_000);
  assert.deepEqual(log, ['grids', 'grids 1', 'grids 2', '-grids', 'overview']);
});

test('an urgent issue breaks off any scene, goes to the map, and the scene goes on where it was', async () => {
  /** @type {string[]} */
  const log = [];
  const { player, time } = start([scene('grids', log, { turns: () => 3 }), scene('overview', log)], {
    list: [
      ['grids', 12],
      ['overview', 40],
    ],
  });
  await time.pass(16_000);
  player.interrupt();
  player.interrupt();
  assert.equal(player.current, 'overview');
  assert.equal(player.isQuietMoment(), false);
  await time.pass(60_000);
  assert.equal(player.current, 'overview');
  player.resume();
  assert.equal(player.current, 'grids');
  await time.pass(8_000);
  assert.deepEqual(log, ['grids', 'grids 1', '-grids!', 'overview', '-overview!', 'grids 1', 'grids 2']);
});

test('after an interruption a scene stays at least a moment', async () => {
  /** @type {string[]} */
  const log = [];
  const { player, time } = start([scene('closed', log), scene('overview', log)]);
  await time.pass(9_900);
  player.interrupt();
  player.resume();
  await time.pass(4_900);
  assert.equal(player.current, 'closed');
  await time.pass(200);
  assert.equal(player.current, 'overview');
});

test('in quiet hours the map stands still; afterwards the round goes on', async () => {
  /** @type {string[]} */
  const log = [];
  const { player, time, quiet } = start([scene('overview', log), scene('closed', log)], {
    quietHours: { from: '12:05', to: '12:10' },
  });
  await time.pass(5 * 60_000 + 10_000);
  assert.deepEqual(quiet, [true]);
  assert.equal(player.current, 'overview');
  assert.equal(player.isQuietMoment(), true);
  const before = log.length;
  await time.pass(4 * 60_000);
  assert.equal(log.length, before);
  player.interrupt();
  assert.equal(player.isQuietMoment(), false);
  player.resume();
  assert.equal(player.current, 'overview');
  await time.pass(60_000 + 10_000);
  assert.deepEqual(quiet, [true, false]);
  await time.pass(20_000);
  assert.ok(log.slice(before).includes('closed'));
});

test('a quiet moment is between scenes and never while something is announced', async () => {
  let busy = false;
  const { player, time } = start([scene('overview', []), scene('closed', [])], { isBusy: () => busy });
  await time.pass(5_000);
  assert.equal(player.isQuietMoment(), false);
  await time.pass(5_500);
  assert.equal(player.isQuietMoment(), true);
  busy = true;
  assert.equal(player.isQuietMoment(), false);
});

test('a scene that fails is told and passed over, and the wall goes on', async () => {
  /** @type {string[]} */
  const log = [];
  const fails = () => {
    throw new Error('broken');
  };
  const { player, time, trouble } = start([
    scene('overview', log),
    scene('closed', log, { enter: fails }),
    scene('who', log, { canShow: fails }),
  ]);
  await time.pass(10_000);
  assert.equal(player.current, 'overview');
  assert.deepEqual(trouble, ['closed', 'who']);
  await time.pass(10_000);
  assert.equal(player.current, 'overview');
});

test('new settings take a scene off at once when it is not on the list any more, and let others play on', async () => {
  /** @type {string[]} */
  const log = [];
  const { player, time, settings } = start([scene('overview', log), scene('closed', log), scene('who', log)]);
  await time.pass(10_000);
  assert.equal(player.current, 'closed');
  player.applySettings({ ...settings, voice: true });
  assert.equal(player.current, 'closed');
  player.applySettings({
    ...settings,
    scenes: [
      { kind: 'overview', seconds: 10 },
      { kind: 'closed', seconds: 30 },
    ],
  });
  assert.equal(player.current, 'closed');
  player.applySettings({
    ...settings,
    scenes: [
      { kind: 'who', seconds: 10 },
      { kind: 'overview', seconds: 10 },
    ],
  });
  assert.equal(player.current, 'who');
});

test('a pinned scene stays on, whether or not it has something to show', async () => {
  /** @type {string[]} */
  const log = [];
  const { player, time } = start([scene('overview', log), scene('overdue', log, { canShow: () => false })], {
    pinned: 'overdue',
  });
  assert.equal(player.current, 'overdue');
  await time.pass(120_000);
  assert.equal(player.current, 'overdue');
  assert.ok(!log.includes('overview'));
});
