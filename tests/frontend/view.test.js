import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createView } from '../../wwwroot/js/leader/view.js';
import { createAreaIndex } from '../../wwwroot/js/live/area-index.js';
import { reduce, reduceSnapshot } from '../../wwwroot/js/live/state.js';
import { change, cursor, issue, snapshot, T0, time } from './build.js';

const STATUSES = /** @type {const} */ ([
  'reported',
  'accepted',
  'inProgress',
  'resolved',
  'suspended',
  'closed',
  'voided',
]);

/** @typedef {Parameters<ReturnType<typeof createView>['of']>[1]} Filter */

function createApp() {
  let now = T0;
  const app = /** @type {import('../../wwwroot/js/ui/app.js').App} */ (
    /** @type {unknown} */ ({
      clock: { now: () => now },
      format: { dayStart: () => T0 - 6 * 3_600_000 },
      t: (/** @type {string} */ key) => key,
      nameOf: () => '',
      session: { role: 'leader', userName: 'l' },
    })
  );
  const reference = () =>
    /** @type {import('../../wwwroot/js/ui/reference.js').Reference} */ (
      /** @type {unknown} */ ({
        areas: createAreaIndex([]),
        categories: { get: () => undefined, topOf: () => undefined },
      })
    );
  return { view: () => createView(app, reference), pass: (/** @type {number} */ ms) => (now += ms) };
}

/** @param {number} seed */
function randomly(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** @param {() => number} random @param {number} i @param {number} version */
function anyIssue(random, i, version) {
  const status = STATUSES[Math.floor(random() * STATUSES.length)] ?? 'reported';
  return issue({
    id: `i${i}`,
    version,
    status,
    urgent: random() < 0.2,
    reportedAt: time(-Math.floor(random() * 500)),
    dueAt: random() < 0.8 ? time(Math.floor(random() * 200) - 100) : null,
    endedAt: status === 'closed' || status === 'voided' ? time(-Math.floor(random() * 800)) : null,
  });
}

test('what follows a change equals what is computed from the whole state', () => {
  const queues = /** @type {const} */ (['open', 'overdue', 'reported', 'resolved', 'review', 'closedToday']);
  for (const [seed, queue] of queues.entries()) {
    const { view } = createApp();
    const filter = /** @type {Filter} */ ({ queue, status: null, category: null, area: null, text: '' });
    const random = randomly(seed + 1);
    const all = Array.from({ length: 300 }, (_, i) => anyIssue(random, i, 1));
    const ended = (/** @type {import('../../wwwroot/js/contract.js').Issue} */ { status }) =>
      status === 'closed' || status === 'voided';
    let { state } = reduceSnapshot(
      null,
      snapshot({ cursor: cursor(0), issues: all.filter((one) => !ended(one)), recent: all.filter(ended) }),
      null,
    );
    const followed = view();
    followed.of(state, filter);
    for (let seq = 1; seq < 200; seq += 3) {
      const changes = [0, 1, 2].map((n) =>
        change(seq + n, anyIssue(random, Math.floor(random() * 400), 1 + seq + n), 'issue.changed'),
      );
      const step = reduce(state, { from: cursor(seq - 1), to: cursor(seq + 2), changes });
      state = step.state;
      const { issues, counts } = followed.after(state, filter, step.touched);
      const fresh = view().of(state, filter);
      assert.deepEqual(
        issues.map(({ id }) => id),
        fresh.issues.map(({ id }) => id),
        `${queue}, ${seq}`,
      );
      assert.deepEqual(counts, fresh.counts, `${queue}, ${seq}`);
      for (const id of step.touched) {
        const now = state.open.get(id);
        if (now) assert.equal(followed.lists(now, filter), issues.includes(now), `${queue}, ${seq}, ${id}`);
      }
    }
  }
});

test('what falls due by the hour alone is seen with the next change half a minute later', () => {
  const { view, pass } = createApp();
  const filter = /** @type {Filter} */ ({ queue: 'overdue', status: null, category: null, area: null, text: '' });
  const followed = view();
  const { state } = reduceSnapshot(null, snapshot({ cursor: cursor(0), issues: [issue({ dueAt: time(0) })] }), null);
  assert.equal(followed.of(state, filter).issues.length, 0);
  pass(31_000);
  assert.equal(followed.after(state, filter, new Set()).issues.length, 1);
});
