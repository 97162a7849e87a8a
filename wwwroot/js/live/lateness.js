// Overdue, amber and remaining time: computed here from server time, never stored and never sent.
import { isOpen } from '../contract.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {'none'|'fine'|'amber'|'overdue'|'deep'} Lateness */

/** Statuses for which the clock of the whole case still runs. */
const CASE_RUNS = new Set(['reported', 'accepted', 'dispatched', 'inProgress']);
/** The part of a limit after which it turns amber, and the multiple after which red turns deep. */
const AMBER_PART = 0.8;
const DEEP_MULTIPLE = 3;

/** @param {string|null|undefined} time @returns {number} NaN when absent. */
const at = (time) => (time ? Date.parse(time) : Number.NaN);

/**
 * Issues never change in place, so their times are parsed once: sorting 20,000 of them parses nothing.
 * @type {WeakMap<Issue, {due: number, reported: number}>}
 */
const known = new WeakMap();

/** @param {Issue} issue */
function timesOf(issue) {
  let times = known.get(issue);
  if (!times) {
    times = { due: nextDue(issue), reported: at(issue.reportedAt) };
    known.set(issue, times);
  }
  return times;
}

/** @param {Issue} issue */
function nextDue(issue) {
  if (!isOpen(issue)) return Number.NaN;
  const stage = at(issue.dueAt);
  const whole = CASE_RUNS.has(issue.status) ? at(issue.caseDueAt) : Number.NaN;
  if (Number.isNaN(stage)) return whole;
  return Number.isNaN(whole) ? stage : Math.min(stage, whole);
}

/**
 * The instant that counts next: the stage's or the case's end, whichever comes first; NaN when no clock runs.
 * @param {Issue} issue
 * @returns {number}
 */
export const dueTime = (issue) => timesOf(issue).due;

/** @param {Issue} issue @param {number} now Server time in milliseconds. @returns {boolean} */
export function isOverdue(issue, now) {
  return now > dueTime(issue);
}

/**
 * By the marks that the server froze with the due time; on issues older than those marks by the plain clock.
 * @param {Issue} issue
 * @param {number} now
 * @returns {Lateness}
 */
export function lateness(issue, now) {
  const due = dueTime(issue);
  if (Number.isNaN(due)) return 'none';
  const { reportedAt } = issue;
  return at(issue.dueAt) === due
    ? latenessOf({ ...issue, start: issue.stageStartedAt ?? reportedAt }, now)
    : latenessOf(
        {
          start: issue.caseStartedAt ?? reportedAt,
          warnAt: issue.caseWarnAt,
          dueAt: issue.caseDueAt,
          graveAt: issue.caseGraveAt,
        },
        now,
      );
}

/**
 * The same for one clock alone.
 * @param {{start?: string|null, warnAt?: string|null, dueAt?: string|null, graveAt?: string|null}} marks
 * @param {number} now
 * @returns {Lateness}
 */
export function latenessOf({ start, warnAt, dueAt, graveAt }, now) {
  const due = at(dueAt);
  if (Number.isNaN(due)) return 'none';
  const began = at(start);
  const limit = Math.max(0, due - began);
  if (now > due) return limit > 0 && now > (graveAt ? at(graveAt) : began + DEEP_MULTIPLE * limit) ? 'deep' : 'overdue';
  return limit > 0 && now > (warnAt ? at(warnAt) : began + AMBER_PART * limit) ? 'amber' : 'fine';
}

/** Open issues in the order in which they want attention: urgent first, then by what is due next, then newest. */
/** @param {Issue} a @param {Issue} b @returns {number} */
export function byAttention(a, b) {
  if (a.urgent !== b.urgent) return a.urgent ? -1 : 1;
  const left = dueTime(a);
  const right = dueTime(b);
  if (Number.isNaN(left) !== Number.isNaN(right)) return Number.isNaN(left) ? 1 : -1;
  return left - right || timesOf(b).reported - timesOf(a).reported || (a.id < b.id ? -1 : 1);
}
