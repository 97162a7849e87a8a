import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../wwwroot/js/live/clock.js';
import { createFollow, retryDelay } from '../../wwwroot/js/live/follow.js';
import { parseCursor } from '../../wwwroot/js/live/cursor.js';
import { reduceSnapshot } from '../../wwwroot/js/live/state.js';
import { randomOf } from './build.js';
import { createFakeTime } from './fake-time.js';
import { createModelServer } from './model-server.js';

/** @typedef {import('../../wwwroot/js/live/hub.js').HubHandlers} HubHandlers */

/** A page against a model server over a network that the test cuts and mends. @param {number} [seed] */
function arrange(seed = 1) {
  const time = createFakeTime();
  const world = {
    server: createModelServer(randomOf(seed)),
    http: true,
    sockets: true,
    signedIn: true,
    expired: false,
    snapshots: 0,
    fetches: 0,
    opened: 0,
    signedOut: false,
    /** @type {{handlers: HubHandlers, sent: number, following: boolean}|null} */
    link: null,
    /** @type {string[]} */
    connections: [],
  };
  const clock = createClock({ monotonic: time.now, wall: time.now });
  const unreachable = { problem: { status: 0, code: 'network.unreachable' } };
  const follow = createFollow({
    area: null,
    clock,
    timers: time.timers,
    random: () => 0.5,
    onStep: () => {},
    onConnection: (connection) => world.connections.push(connection),
    onSignedOut: () => {
      world.signedOut = true;
    },
    isSignedIn: async () => world.signedIn,
    getSnapshot: async () => {
      world.snapshots++;
      world.expired = false;
      return world.http ? { value: world.server.snapshot() } : unreachable;
    },
    getChanges: async (_area, after) => {
      world.fetches++;
      if (!world.http) return unreachable;
      if (world.expired) return { problem: { status: 410, code: 'changes.cursor_expired' } };
      const from = parseCursor(after).seq;
      const to = Math.min(world.server.seq, from + 5);
      const batch = world.server.batch(from, to);
      return { value: { changes: batch.changes, cursor: batch.to, complete: to === world.server.seq } };
    },
    openHub: async (handlers) => {
      world.opened++;
      if (!world.sockets) throw new Error('the socket did not open');
      const link = { handlers, sent: 0, following: false };
      world.link = link;
      return {
        follow: async (_area, after) => {
          if (world.expired) throw new Error('HubException: changes.cursor_expired');
          link.sent = parseCursor(after).seq;
          link.following = true;
        },
        stop: () => {
          if (world.link === link) world.link = null;
        },
      };
    },
  });
  return { time, world, clock, follow };
}

/** The server sends what is new, then its pulse. @param {ReturnType<typeof arrange>['world']} world @param {{lose?: boolean}} [how] */
function send(world, { lose = false } = {}) {
  const { link, server } = world;
  if (!link?.following) return;
  if (server.seq > link.sent) {
    const batch = server.batch(link.sent, server.seq);
    link.sent = server.seq;
    if (!lose) link.handlers.onChanges(batch);
  }
  link.handlers.onPulse({ cursor: server.cursor, serverTime: new Date(1_000_000).toISOString() });
}

/** @param {ReturnType<typeof arrange>} it */
function assertEqualToSnapshot({ follow, world }) {
  const truth = reduceSnapshot(null, world.server.snapshot(), null).state;
  assert.ok(follow.state);
  const ids = (/** @type {Iterable<import('../../wwwroot/js/contract.js').Issue>} */ all) =>
    [...all].map((issue) => `${issue.id}@${issue.version}`);
  assert.deepEqual(ids(follow.state.open).sort(), ids(truth.open).sort());
  assert.deepEqual(ids(follow.state.recent), ids(truth.recent));
}

test('the first start takes a snapshot, follows its cursor and is live', async () => {
  const it = arrange();
  for (let i = 0; i < 10; i++) it.world.server.act();
  it.follow.start();
  await it.time.settle();
  assert.deepEqual(it.world.connections, ['connecting', 'live']);
  assert.equal(it.world.link?.sent, 10);
  assertEqualToSnapshot(it);
});

test('a lost batch is noticed by the pulse and fetched', async () => {
  const it = arrange();
  it.follow.start();
  await it.time.settle();
  for (let i = 0; i < 12; i++) it.world.server.act();
  send(it.world, { lose: true });
  await it.time.settle();
  assert.equal(it.world.fetches, 3, 'five changes a page');
  assertEqualToSnapshot(it);
});

test('a batch with a gap before it fetches what lies between', async () => {
  const it = arrange();
  it.follow.start();
  await it.time.settle();
  for (let i = 0; i < 4; i++) it.world.server.act();
  const { handlers } = /** @type {NonNullable<typeof it.world.link>} */ (it.world.link);
  handlers.onChanges(it.world.server.batch(2, 4));
  await it.time.settle();
  assertEqualToSnapshot(it);
});

test('a first start without a network tries until there is one', async () => {
  const it = arrange();
  it.world.http = false;
  it.world.sockets = false;
  it.follow.start();
  await it.time.pass(10 * 60_000);
  assert.equal(it.follow.state, null);
  it.world.http = true;
  it.world.sockets = true;
  await it.time.pass(11_000);
  assert.equal(it.world.connections.at(-1), 'live');
});

test('while no socket opens the page polls through the same reducer', async () => {
  const it = arrange();
  it.world.sockets = false;
  it.follow.start();
  await it.time.pass(1_000);
  for (let i = 0; i < 9; i++) it.world.server.act();
  await it.time.pass(4_000);
  assert.equal(it.world.connections.at(-1), 'polling');
  assertEqualToSnapshot(it);
  it.world.sockets = true;
  await it.time.pass(11_000);
  assert.equal(it.world.connections.at(-1), 'live');
});

test('a silent connection is cut and opened anew', async () => {
  const it = arrange();
  it.follow.start();
  await it.time.settle();
  assert.equal(it.world.opened, 1);
  await it.time.pass(11_000);
  assert.equal(it.world.opened, 1);
  await it.time.pass(3_000);
  assert.equal(it.world.opened, 2);
});

test('an expired cursor leads to a new snapshot, on Follow and on fetch alike', async () => {
  const it = arrange();
  it.follow.start();
  await it.time.settle();
  it.world.server = createModelServer(randomOf(9), 'log-2');
  for (let i = 0; i < 7; i++) it.world.server.act();
  it.world.expired = true;
  it.world.link?.handlers.onClosed();
  await it.time.pass(2_000);
  assertEqualToSnapshot(it);
  it.world.expired = true;
  it.world.server.act();
  send(it.world, { lose: true });
  await it.time.settle();
  assertEqualToSnapshot(it);
});

test('an ended session stops the loop and says so', async () => {
  const it = arrange();
  it.follow.start();
  await it.time.settle();
  it.world.signedIn = false;
  it.world.link?.handlers.onClosed();
  await it.time.pass(60_000);
  assert.equal(it.world.signedOut, true);
  assert.equal(it.world.opened, 1);
});

test('the data age grows through a cut and falls with the first pulse after it', async () => {
  const it = arrange();
  it.follow.start();
  await it.time.settle();
  assert.equal(it.clock.age(), 0);
  it.world.http = false;
  it.world.sockets = false;
  it.world.link?.handlers.onClosed();
  await it.time.pass(70_000);
  assert.equal(it.clock.freshness(), 'dead');
  assert.equal(it.world.connections.at(-1), 'offline');
  it.world.http = true;
  it.world.sockets = true;
  await it.time.pass(11_000);
  send(it.world);
  await it.time.settle();
  assert.equal(it.clock.freshness(), 'fresh');
});

test('a destroyed follow opens nothing any more', async () => {
  const it = arrange();
  it.follow.start();
  await it.time.settle();
  it.follow.destroy();
  await it.time.pass(120_000);
  assert.equal(it.world.opened, 1);
});

test('delays double with jitter and stay below ten seconds', () => {
  assert.equal(
    retryDelay(0, () => 1),
    500,
  );
  assert.equal(
    retryDelay(3, () => 0),
    2_000,
  );
  assert.equal(
    retryDelay(50, () => 1),
    10_000,
  );
});

test('whatever the network does, in the end every page equals the snapshot', async () => {
  for (let seed = 1; seed <= 25; seed++) {
    const it = arrange(seed);
    const random = randomOf(seed * 77);
    it.follow.start();
    for (let turn = 0; turn < 80; turn++) {
      for (let i = Math.floor(random() * 5); i > 0; i--) it.world.server.act();
      if (random() < 0.1) it.world.http = !it.world.http;
      if (random() < 0.1) it.world.sockets = !it.world.sockets;
      if (random() < 0.08) it.world.link?.handlers.onClosed();
      if (random() < 0.03) it.world.expired = true;
      if (random() < 0.8) send(it.world, { lose: random() < 0.3 });
      await it.time.pass(Math.floor(random() * 4_000));
    }
    it.world.http = true;
    it.world.sockets = true;
    await it.time.pass(30_000);
    for (let i = 0; i < 3; i++) {
      send(it.world);
      await it.time.pass(1_000);
    }
    assert.equal(it.world.connections.at(-1), 'live', `seed ${seed}`);
    assertEqualToSnapshot(it);
    it.follow.destroy();
  }
});
