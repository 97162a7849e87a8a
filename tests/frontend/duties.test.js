import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byDue, isTask, isToVerify, nextSteps, ownSteps } from '../../wwwroot/js/report/duties.js';
import { createRead, warningsOf } from '../../wwwroot/js/report/warnings.js';
import { issue } from './build.js';

/** @typedef {import('../../wwwroot/js/contract.js').Session} Session */

/** @type {Session} */
const worker = {
  userName: 'w',
  displayName: '黄佳宁',
  role: 'worker',
  areaCodes: ['1'],
  personCode: 'p1',
  organizationCode: 'o1',
};
const T0 = Date.parse('2026-08-01T00:00:00Z');
const at = (/** @type {number} */ minutes) => new Date(T0 + minutes * 60_000).toISOString();
const mine = /** @type {const} */ ({ kind: 'person', code: 'p1' });

test('a task of the person’s organization is a task of the person, another’s is not', () => {
  const given = (/** @type {any} */ handler) => issue({ status: 'dispatched', handler });
  assert.ok(isTask(given(mine), worker));
  assert.ok(isTask(given({ kind: 'organization', code: 'o1' }), worker));
  assert.ok(!isTask(given({ kind: 'organization', code: 'o2' }), worker));
  assert.ok(!isTask(given({ kind: 'desk', code: '1' }), worker));
  assert.ok(isTask(given({ kind: 'desk', code: '1' }), { ...worker, role: 'desk' }));
  assert.ok(!isTask(issue({ status: 'dispatched' }), { ...worker, personCode: null, organizationCode: null }));
});

test('a handler reports in, then resolves, and may whistle or ask for more time once', () => {
  assert.deepEqual(nextSteps(issue({ status: 'dispatched', handler: mine }), worker), {
    main: ['return', 'reportIn'],
    more: ['whistle'],
  });
  assert.deepEqual(nextSteps(issue({ status: 'inProgress', handler: mine }), worker), {
    main: ['return', 'resolve'],
    more: ['whistle', 'requestExtension'],
  });
  const used = { escalated: true, extension: { askedAt: at(0), dueAt: at(1), reason: '' } };
  assert.deepEqual(nextSteps(issue({ status: 'inProgress', handler: mine, ...used }), worker).more, []);
});

test('a helper reports in once and does not verify what was helped with', () => {
  const helped = (/** @type {any} */ more, /** @type {any} */ status = 'inProgress') =>
    issue({ status, handler: { kind: 'person', code: 'p2' }, helpers: [{ ...mine, ...more }] });
  assert.deepEqual(nextSteps(helped({}), worker).main, ['assist']);
  assert.deepEqual(nextSteps(helped({ reportedInAt: at(1) }), worker).main, []);
  assert.ok(isTask(helped({ reportedInAt: at(1) }), worker));
  assert.ok(!isToVerify(helped({}, 'resolved'), worker));
  assert.ok(isToVerify(issue({ status: 'resolved', handler: { kind: 'person', code: 'p2' } }), worker));
  assert.ok(!isToVerify(issue({ status: 'resolved', handler: { kind: 'account', name: '黄佳宁' } }), worker));
});

test('only a small matter that nobody has taken up is settled by its reporter', () => {
  assert.deepEqual(ownSteps(issue({ small: true, status: 'reported' }), worker).main, ['settle']);
  assert.deepEqual(ownSteps(issue({ small: true, status: 'accepted' }), worker).main, []);
  assert.deepEqual(ownSteps(issue({ status: 'reported' }), worker).main, []);
});

test('warnings follow the marks frozen on the issue, one for each clock', () => {
  const one = issue({
    status: 'inProgress',
    warnAt: at(80),
    dueAt: at(100),
    caseWarnAt: at(160),
    caseDueAt: at(200),
    supervision: { at: at(0), dueAt: at(90) },
  });
  const told = (/** @type {number} */ minutes) =>
    warningsOf(one, T0 + minutes * 60_000).map(({ clock, overdue }) => `${clock} ${overdue}`);
  assert.deepEqual(told(79), []);
  assert.deepEqual(told(80), ['stage false']);
  assert.deepEqual(told(95), ['supervision true', 'stage false']);
  assert.deepEqual(told(161), ['supervision true', 'stage true', 'case false']);
});

test('what was read stays read, and a storage that is forbidden is no trouble', () => {
  /** @type {Record<string, string>} */
  const kept = {};
  const storage = {
    getItem: (/** @type {string} */ key) => kept[key] ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
      kept[key] = value;
    },
  };
  createRead(storage).keep(['a']);
  assert.ok(createRead(storage).has('a'));
  const forbidden = {
    getItem: () => {
      throw new Error('no');
    },
    setItem: () => {
      throw new Error('no');
    },
  };
  const read = createRead(forbidden);
  read.keep(['b']);
  assert.ok(read.has('b'));
});

test('tasks stand by their due times, an order of a leader among them, urgent ones first', () => {
  const due = (/** @type {string} */ id, /** @type {any} */ more) =>
    issue({ id, status: 'inProgress', dueAt: at(100), ...more });
  const late = due('late', { dueAt: at(50) });
  const ordered = due('ordered', { supervision: { at: at(0), dueAt: at(40) } });
  const urgent = due('urgent', { urgent: true });
  const none = issue({ id: 'none', status: 'suspended' });
  assert.deepEqual(
    [none, due('later', {}), late, urgent, ordered].sort(byDue).map(({ id }) => id),
    ['urgent', 'ordered', 'late', 'later', 'none'],
  );
});
