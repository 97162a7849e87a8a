import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayAfter, linesOf, stillOnTheWay } from '../../wwwroot/js/report/activities/day-list.js';

/** @param {Partial<import('../../wwwroot/js/contract.js').DailyTask>} parts @returns {import('../../wwwroot/js/contract.js').DailyTask} */
const task = (parts) => ({
  code: 'exits',
  name: '',
  nameEn: '',
  areaCode: 'g1',
  areaName: '',
  target: 3,
  count: 1,
  countedBy: 'hand',
  needsNote: false,
  doings: ['a'],
  ...parts,
});
const told = (/** @type {string} */ id, day = '2026-11-20') => ({ id, task: 'exits', areaCode: 'g1', day, count: 1 });

test('what is on its way counts until the list holds it, and not twice', () => {
  const day = { day: '2026-11-20', today: '2026-11-20', tasks: [task({})] };
  assert.equal(linesOf(day, [told('b')])[0]?.count, 2);
  assert.equal(linesOf(day, [told('a')])[0]?.count, 1);
  assert.deepEqual(stillOnTheWay([told('a'), told('b')], day), [told('b')]);
});

test('what was told on another day or elsewhere counts there only', () => {
  const day = { day: '2026-11-20', today: '2026-11-20', tasks: [task({})] };
  assert.equal(linesOf(day, [told('b', '2026-11-19'), { ...told('c'), areaCode: 'g2' }])[0]?.count, 1);
});

test('what is not done is open today and missed on a day before, and what is done comes last', () => {
  const tasks = [task({ code: 'one', target: 1 }), task({})];
  const states = (/** @type {string} */ today) =>
    linesOf({ day: '2026-11-20', today, tasks }, []).map((line) => [line.code, line.state]);
  assert.deepEqual(states('2026-11-20'), [
    ['exits', 'open'],
    ['one', 'done'],
  ]);
  assert.deepEqual(states('2026-11-21'), [
    ['exits', 'missed'],
    ['one', 'done'],
  ]);
});

test('days are counted over the ends of months', () => {
  assert.equal(dayAfter('2026-12-01', -1), '2026-11-30');
  assert.equal(dayAfter('2028-02-28', 1), '2028-02-29');
});
