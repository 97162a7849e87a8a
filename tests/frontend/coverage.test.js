import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithin, linesOf } from '../../wwwroot/js/report/activities/coverage-view.js';
import { noticesOf } from '../../wwwroot/js/report/activities/notices-view.js';

const coverage = {
  from: '2026-10-22',
  to: '2026-11-20',
  buildings: 3,
  visited: 1,
  visits: 1,
  households: 1,
  areas: [],
  list: [
    { code: 'b2', name: '2栋', visits: 0 },
    { code: 'b10', name: '10栋', visits: 0 },
    { code: 'b1', name: '1栋', lastDay: '2026-11-01', visits: 1 },
  ],
  more: false,
};

test('the unvisited come first, by number, and what this phone has just visited goes to the end', () => {
  assert.deepEqual(
    linesOf(coverage, {}).map(({ code }) => code),
    ['b2', 'b10', 'b1'],
  );
  assert.deepEqual(
    linesOf(coverage, { b2: '2026-11-20' }).map(({ code }) => code),
    ['b10', 'b1', 'b2'],
  );
});

test('what the server knows to be later stays', () => {
  assert.equal(linesOf(coverage, { b1: '2026-10-30' }).find(({ code }) => code === 'b1')?.lastDay, '2026-11-01');
});

test('seven days are today and the six before', () => {
  assert.equal(isWithin('2026-11-14', '2026-11-20', 7), true);
  assert.equal(isWithin('2026-11-13', '2026-11-20', 7), false);
  assert.equal(isWithin(null, '2026-11-20', 7), false);
});

test('notices that came down stand unread first, and a receipt on its way counts as read', () => {
  const notice = (/** @type {string} */ id, /** @type {string} */ from, /** @type {object} */ more) => ({
    id,
    areaCode: '',
    areaName: '',
    text: '',
    public: false,
    postedBy: '',
    from,
    mine: true,
    ...more,
  });
  const all = [
    notice('a', '2026-11-20T01:00Z', { readAt: '2026-11-20T02:00Z' }),
    notice('b', '2026-11-18T01:00Z', {}),
    notice('c', '2026-11-19T01:00Z', {}),
    notice('d', '2026-11-19T01:00Z', { mine: false }),
  ];
  assert.deepEqual(
    noticesOf(all, new Set()).map(({ id }) => id),
    ['c', 'b', 'a'],
  );
  assert.deepEqual(
    noticesOf(all, new Set(['c'])).map(({ id, isRead }) => [id, isRead]),
    [
      ['b', false],
      ['a', true],
      ['c', true],
    ],
  );
});
