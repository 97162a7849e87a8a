import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inQueue } from '../../wwwroot/js/live/filter.js';
import { createMarks } from '../../wwwroot/js/leader/marks.js';
import { mineOf, queueOfKey, queuesOf } from '../../wwwroot/js/leader/queues.js';
import { issue, T0, time } from './build.js';

const at = /** @type {any} */ ({ now: T0, dayStart: T0, isMine: () => false });

test('each queue holds what waits for that step and nothing else', () => {
  assert.ok(inQueue(issue({ status: 'accepted' }), 'accepted', at));
  assert.ok(!inQueue(issue({ status: 'accepted' }), 'reported', at));
  assert.ok(!inQueue(issue({ status: 'verified' }), 'resolved', at));
  assert.ok(inQueue(issue({ dueAt: time(-1) }), 'overdue', at));
});

test('a leader decides on asked extensions and on suspensions whose review is near', () => {
  const extension = { askedAt: time(-5), dueAt: time(60), reason: 'x' };
  assert.ok(inQueue(issue({ status: 'inProgress', extension }), 'review', at));
  const granted = { ...extension, grantedAt: time(-1) };
  assert.ok(!inQueue(issue({ status: 'inProgress', extension: granted }), 'review', at));
  const pause = { status: /** @type {const} */ ('suspended'), stageStartedAt: time(-100) };
  assert.ok(inQueue(issue({ ...pause, warnAt: time(-1), dueAt: time(10) }), 'review', at));
  assert.ok(!inQueue(issue({ ...pause, warnAt: time(50), dueAt: time(100) }), 'review', at));
});

test('mine is what is in my hands, for my help or under my supervision', () => {
  const session = /** @type {const} */ ({
    userName: 'd',
    displayName: '值班台',
    role: 'desk',
    areaCodes: ['root'],
    personCode: 'P1',
  });
  const mine = mineOf({ ...session, areaCodes: ['root'] }, (code, ancestor) => ancestor === 'root' && code === 'grid');
  assert.ok(mine(issue({ handler: { kind: 'person', code: 'P1' } })));
  assert.ok(!mine(issue({ handler: { kind: 'person', code: 'P2' } })));
  assert.ok(mine(issue({ handler: { kind: 'desk', code: 'grid' } })));
  assert.ok(!mine(issue({ handler: { kind: 'desk', code: 'elsewhere' } })));
  assert.ok(mine(issue({ helpers: [{ kind: 'person', code: 'P1' }] })));
  assert.ok(mine(issue({ supervision: { at: time(0), dueAt: time(9), by: '值班台' } })));
  assert.ok(!mine(issue({ status: 'closed', handler: { kind: 'person', code: 'P1' } })));
});

test('number keys follow the order in which the queues stand', () => {
  assert.equal(queueOfKey('desk', '1'), 'reported');
  assert.equal(queueOfKey('desk', '5'), 'verified');
  assert.equal(queueOfKey('leader', '5'), 'review');
  assert.equal(queueOfKey('worker', '2'), 'mine');
  assert.equal(queueOfKey('worker', '6'), undefined);
  assert.equal(queueOfKey('desk', '0'), 'open');
  assert.ok(queuesOf('admin').includes('review'));
});

test('marks span a range, and forget what has left the list', () => {
  const marks = createMarks();
  const order = ['a', 'b', 'c', 'd'];
  marks.toggle('b');
  marks.extend('d', order);
  assert.deepEqual(marks.ids(), ['b', 'c', 'd']);
  marks.keep(new Set(['c', 'x']));
  assert.deepEqual(marks.ids(), ['c']);
  marks.toggle('c');
  assert.equal(marks.size, 0);
});
