// A model of the server: a log, its snapshots, its batches. The truth that folds are compared with.
import { isOpen } from '../../wwwroot/js/contract.js';
import { RECENT_LIMIT } from '../../wwwroot/js/live/state.js';
import { cursor, issue, time } from './build.js';

/** @typedef {import('../../wwwroot/js/contract.js').Issue} Issue */
/** @typedef {import('../../wwwroot/js/contract.js').Change} Change */
/** @typedef {import('../../wwwroot/js/contract.js').Snapshot} Snapshot */
/** @typedef {import('../../wwwroot/js/contract.js').Status} Status */

/** @param {() => number} random @param {string} [epoch] */
export function createModelServer(random, epoch = 'log-1') {
  /** @type {Map<string, Issue>} All issues, in the audience's scope or not. */
  const issues = new Map();
  /** @type {Set<string>} */
  const outOfScope = new Set();
  /** @type {Change[]} What the audience hears. */
  const log = [];
  let seq = 0;

  /** @type {Status[]} */
  const walk = ['reported', 'accepted', 'dispatched', 'inProgress', 'resolved', 'verified', 'closed'];

  /** @param {Issue} next @param {string} kind */
  function write(next, kind) {
    issues.set(next.id, next);
    seq++;
    if (outOfScope.has(next.id)) return;
    log.push({ seq, at: time(seq), kind, areaCode: null, data: { id: next.id, version: next.version, issue: next } });
  }

  /** One random thing happens. */
  function act() {
    const dice = random();
    const all = [...issues.values()];
    const one = all[Math.floor(random() * all.length)];
    if (!one || dice < 0.3)
      return write(issue({ id: `i${String(seq).padStart(5, '0')}`, reportedAt: time(seq) }), 'issue.reported');
    const version = one.version + 1;
    if (dice < 0.36) {
      // Leaves or enters the scope: leaving is heard as a removal, entering as the whole issue.
      seq++;
      const next = { ...one, version };
      issues.set(one.id, next);
      if (outOfScope.delete(one.id))
        log.push({ seq, at: time(seq), kind: 'issue.dispatched', data: { id: one.id, version, issue: next } });
      else {
        outOfScope.add(one.id);
        log.push({ seq, at: time(seq), kind: 'issue.removed', data: { id: one.id, version } });
      }
      return;
    }
    if (!isOpen(one)) {
      if (dice < 0.5) write({ ...one, version, status: 'accepted', endedAt: null }, 'issue.reopened');
      else write({ ...one, version }, 'issue.commented');
      return;
    }
    const at = walk.indexOf(one.status);
    const status = dice < 0.42 ? /** @type {Status} */ ('voided') : (walk[at + 1] ?? 'closed');
    const ended = status === 'closed' || status === 'voided';
    // Ends share instants on purpose: the order among equals matters.
    write({ ...one, version, status, endedAt: ended ? time(Math.floor(seq / 3)) : null }, 'issue.moved');
  }

  /** @param {Issue} a @param {Issue} b */
  const byEnd = (a, b) => Date.parse(b.endedAt ?? '') - Date.parse(a.endedAt ?? '') || (a.id < b.id ? -1 : 1);

  return {
    act,
    get cursor() {
      return cursor(seq, epoch);
    },
    /** @returns {Snapshot} */
    snapshot() {
      const visible = [...issues.values()].filter((entry) => !outOfScope.has(entry.id));
      return {
        cursor: cursor(seq, epoch),
        serverTime: time(seq),
        mode: 'normal',
        issues: visible.filter(isOpen),
        recent: visible
          .filter((entry) => !isOpen(entry))
          .sort(byEnd)
          .slice(0, RECENT_LIMIT),
      };
    },
    /** @param {number} from @param {number} to */
    batch: (from, to) => ({
      from: cursor(from, epoch),
      to: cursor(to, epoch),
      changes: log.filter((entry) => entry.seq > from && entry.seq <= to),
    }),
    get seq() {
      return seq;
    },
  };
}
