import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byAttention, dueTime, isOverdue, lateness } from '../../wwwroot/js/live/lateness.js';
import { issue, T0, time } from './build.js';

const limited = { stageStartedAt: time(0), dueAt: time(100), caseDueAt: time(1000) };
/** @param {number} minutes */
const now = (minutes) => T0 + minutes * 60_000;

test('an issue is fine, then amber past four fifths, then overdue, then deep red at three limits', () => {
  const one = issue(limited);
  assert.equal(lateness(one, now(80)), 'fine');
  assert.equal(lateness(one, now(81)), 'amber');
  assert.equal(lateness(one, now(100)), 'amber');
  assert.equal(lateness(one, now(101)), 'overdue');
  assert.equal(lateness(one, now(301)), 'deep');
});

test('the whole case counts while it is not resolved', () => {
  const one = issue({ status: 'inProgress', dueAt: time(500), caseDueAt: time(200) });
  assert.equal(dueTime(one), now(200));
  assert.equal(dueTime({ ...one, status: 'resolved' }), now(500));
});

test('an ended issue is never overdue', () => {
  assert.equal(isOverdue(issue({ ...limited, status: 'closed' }), now(5000)), false);
});

test('an issue without a clock is never overdue', () => {
  assert.equal(isOverdue(issue({ status: 'verified' }), now(5000)), false);
  assert.equal(lateness(issue({ status: 'verified' }), now(5000)), 'none');
});

test('urgent comes first, then what is due next, then what has no clock', () => {
  const order = [
    issue({ id: 'none' }),
    issue({ id: 'later', dueAt: time(90) }),
    issue({ id: 'urgent', urgent: true, dueAt: time(300) }),
    issue({ id: 'sooner', dueAt: time(10) }),
  ].sort(byAttention);
  assert.deepEqual(
    order.map((one) => one.id),
    ['urgent', 'sooner', 'later', 'none'],
  );
});
