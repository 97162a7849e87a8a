import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findIssue, RECENT_LIMIT, reduce, reduceSnapshot } from '../../wwwroot/js/live/state.js';
import { change, cursor, issue, randomOf, snapshot, time } from './build.js';
import { createModelServer } from './model-server.js';

/** @typedef {import('../../wwwroot/js/live/state.js').LiveState} LiveState */

/** @param {Partial<import('../../wwwroot/js/contract.js').Snapshot>} [parts] @param {string|null} [area] */
const start = (parts, area = null) => reduceSnapshot(null, snapshot(parts), area).state;
/** @param {number} from @param {number} to @param {import('../../wwwroot/js/contract.js').Change[]} changes */
const batch = (from, to, changes) => ({ from: cursor(from), to: cursor(to), changes });
/** @param {LiveState} state */
const plain = (state) => ({
  open: [...state.open].sort((a, b) => (a.id < b.id ? -1 : 1)),
  recent: [...state.recent],
  mode: state.mode,
});

test('a reported issue becomes open and is named as touched', () => {
  const step = reduce(start(), batch(0, 1, [change(1, issue())]));
  assert.equal(step.state.open.get('a')?.version, 1);
  assert.deepEqual([...step.touched], ['a']);
  assert.equal(step.state.cursor, cursor(1));
});

test('a change whose version is not newer is ignored but the cursor advances', () => {
  const before = start({ issues: [issue({ version: 5, status: 'inProgress' })] });
  const step = reduce(before, batch(0, 3, [change(3, issue({ version: 4, status: 'dispatched' }))]));
  assert.equal(step.state.open.get('a')?.status, 'inProgress');
  assert.equal(step.touched.size, 0);
  assert.equal(step.state.cursor, cursor(3));
});

test('a change at or before the cursor is ignored even when its issue is unknown', () => {
  const step = reduce(start({ cursor: cursor(9) }), batch(5, 10, [change(8, issue({ id: 'old' }))]));
  assert.equal(findIssue(step.state, 'old'), undefined);
});

test('an earlier state stays as it was', () => {
  const before = start({ issues: [issue()] });
  reduce(before, batch(0, 1, [change(1, issue({ version: 2, status: 'accepted' }))]));
  assert.equal(before.open.get('a')?.status, 'reported');
});

test('an ended issue moves to the recent ones, newest end first and equals by id', () => {
  const ended = (/** @type {string} */ id, /** @type {number} */ at) =>
    issue({ id, version: 2, status: 'closed', endedAt: time(at) });
  const step = reduce(
    start({ issues: [issue({ id: 'b' }), issue({ id: 'a' }), issue({ id: 'c' })] }),
    batch(0, 3, [change(1, ended('b', 5)), change(2, ended('a', 5)), change(3, ended('c', 9))]),
  );
  assert.deepEqual(
    step.state.recent.map((entry) => entry.id),
    ['c', 'a', 'b'],
  );
  assert.equal(step.state.open.size, 0);
});

test('a removal deletes the issue wherever it is', () => {
  const before = start({ issues: [issue()] });
  const step = reduce(
    before,
    batch(0, 1, [{ seq: 1, at: time(1), kind: 'issue.removed', data: { id: 'a', version: 2 } }]),
  );
  assert.equal(step.state.open.size, 0);
  assert.deepEqual([...step.touched], ['a']);
});

test('a reopening that shrinks a full list of recent ones asks for a snapshot', () => {
  const recent = Array.from({ length: RECENT_LIMIT }, (_, i) =>
    issue({ id: `r${i}`, version: 3, status: 'closed', endedAt: time(i) }),
  );
  const step = reduce(start({ recent }), batch(0, 1, [change(1, issue({ id: 'r7', version: 4, status: 'accepted' }))]));
  assert.equal(step.state.needsSnapshot, true);
});

test('a reopening from a list that was not full asks for nothing', () => {
  const recent = [issue({ version: 3, status: 'closed', endedAt: time(1) })];
  const step = reduce(start({ recent }), batch(0, 1, [change(1, issue({ version: 4, status: 'accepted' }))]));
  assert.equal(step.state.needsSnapshot, false);
  assert.equal(step.state.open.size, 1);
});

test('an unknown kind is ignored and the cursor advances', () => {
  const step = reduce(start(), batch(0, 4, [{ seq: 4, at: time(4), kind: 'weather.turned', data: {} }]));
  assert.equal(step.state.cursor, cursor(4));
  assert.equal(step.applied.length, 0);
});

test('a switch of one’s own mode changes the mode; that of a part only makes the areas stale', () => {
  const switched = (/** @type {boolean} */ own) => ({
    seq: 1,
    at: time(1),
    kind: 'mode.switched',
    areaCode: '520329',
    data: { mode: /** @type {const} */ ('emergency'), own },
  });
  for (const own of [true, false]) {
    const step = reduce(start(), batch(0, 1, [switched(own)]));
    assert.equal(step.state.mode, own ? 'emergency' : 'normal');
    assert.equal(step.state.needsSnapshot, false);
    assert.deepEqual([...step.stale], ['areas']);
  }
});

test('each kind of edit declares stale what shows it', () => {
  /** @type {[string, string[]][]} */
  const expected = [
    ...[
      'post.appointed',
      'post.ended',
      'post.changed',
      'person.changed',
      'people.imported',
      'area.changed',
      'area.imported',
    ].map((kind) => /** @type {[string, string[]]} */ ([kind, ['areas', 'people']])),
    ['facility.changed', ['facilities', 'people']],
    ['pairing.changed', ['pairings']],
    ['organization.changed', ['pairings', 'people']],
    ['notice.posted', ['notices']],
    ['notice.withdrawn', ['notices']],
    ['category.imported', ['categories']],
  ];
  for (const [kind, stale] of expected) {
    const step = reduce(start(), batch(0, 1, [{ seq: 1, at: time(1), kind, data: {} }]));
    assert.deepEqual([...step.stale].sort(), stale, kind);
    assert.equal(step.applied.length, 1, kind);
  }
});

test('a second snapshot declares all reference data stale, the first none', () => {
  const first = reduceSnapshot(null, snapshot(), null);
  assert.equal(first.stale.size, 0);
  assert.equal(reduceSnapshot(first.state, snapshot(), null).stale.size, 9);
});

test('a new snapshot touches exactly what differs', () => {
  const before = start({ issues: [issue({ id: 'same' }), issue({ id: 'moved' }), issue({ id: 'gone' })] });
  const step = reduceSnapshot(
    before,
    snapshot({ issues: [issue({ id: 'same' }), issue({ id: 'moved', version: 2 }), issue({ id: 'new' })] }),
    null,
  );
  assert.deepEqual([...step.touched].sort(), ['gone', 'moved', 'new']);
});

test('whatever is dropped, doubled or cut anew, the fold equals a fresh snapshot', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = randomOf(seed);
    const server = createModelServer(random);
    for (let i = 0; i < 40; i++) server.act();
    let state = reduceSnapshot(null, server.snapshot(), null).state;
    let known = server.seq;
    for (let turn = 0; turn < 120; turn++) {
      const happened = Math.floor(random() * 6);
      for (let i = 0; i < happened; i++) server.act();
      if (random() < 0.25) continue; // dropped: the next batch begins where the state is
      const from = Math.max(0, known - (random() < 0.4 ? Math.floor(random() * 12) : 0)); // overlaps
      state = reduce(state, server.batch(from, server.seq)).state;
      if (random() < 0.2) state = reduce(state, server.batch(from, server.seq)).state; // twice
      known = server.seq;
      if (state.needsSnapshot) state = reduceSnapshot(state, server.snapshot(), null).state;
    }
    state = reduce(state, server.batch(known, server.seq)).state;
    if (state.needsSnapshot) state = reduceSnapshot(state, server.snapshot(), null).state;
    assert.deepEqual(plain(state), plain(reduceSnapshot(null, server.snapshot(), null).state), `seed ${seed}`);
  }
});
