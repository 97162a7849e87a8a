import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../wwwroot/js/track/judge.js';
import { spanInWords } from '../../wwwroot/js/track/span.js';

/** @typedef {import('../../wwwroot/js/contract.js').TrackView} TrackView */

const lost = { problem: { status: 0, code: 'network.unreachable' } };
const refused = { problem: { status: 422, code: 'issue.transition_refused' } };
/** @param {number} steps */
const view = (steps) => ({
  value: /** @type {TrackView} */ ({
    steps: Array.from({ length: steps }, () => ({ kind: '', status: 'closed', at: '' })),
  }),
});

/** @param {object[]} answers @param {object} seen */
function attempt(answers, seen) {
  /** @type {number[]} */
  const pauses = [];
  let sent = 0;
  const done = judge({
    send: async () => /** @type {any} */ (answers[sent++]),
    look: async () => /** @type {any} */ (seen),
    isDone: (now) => now.steps.length > 6,
    pause: async (ms) => void pauses.push(ms),
  });
  return done.then((result) => ({ result, pauses, sent }));
}

test('a word whose answer was lost is sent again, after a pause', async () => {
  const { result, pauses, sent } = await attempt([lost, view(7)], lost);
  assert.ok(result.value);
  assert.deepEqual([sent, pauses], [2, [1_000]]);
});

test('a word that had arrived is not sent again: the issue shows it', async () => {
  const { result, sent } = await attempt([lost], view(7));
  assert.equal(result.value?.steps.length, 7);
  assert.equal(sent, 1);
});

test('a refusal of the second attempt, because the first had reopened it, is a success', async () => {
  const { result, sent } = await attempt([refused], view(8));
  assert.ok(result.value);
  assert.equal(sent, 1);
});

test('a refusal is told at once, and a dead network after three attempts', async () => {
  const told = await attempt([refused], view(6));
  assert.equal(told.result.problem?.code, 'issue.transition_refused');
  assert.equal(told.sent, 1);
  const dead = await attempt([lost, lost, lost], lost);
  assert.equal(dead.result.problem?.code, 'network.unreachable');
  assert.deepEqual([dead.sent, dead.pauses], [3, [1_000, 3_000]]);
});

test('the time left is said in its two largest units', () => {
  /** @param {string} key @param {Record<string, string|number>} [values] */
  const t = (key, values) => `${key} ${Object.values(values ?? {}).join()}`;
  const hour = 3_600_000;
  assert.equal(spanInWords(71.5 * hour, t), 'time.daysHours 2,23');
  assert.equal(spanInWords(48.2 * hour, t), 'time.days 2');
  assert.equal(spanInWords(1.9 * hour, t), 'track.hours 1');
  assert.equal(spanInWords(10_000, t), 'track.minutes 1');
});
