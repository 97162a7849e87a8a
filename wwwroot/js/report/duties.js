// Whose task an issue is on this phone, and what that person does next. The server decides; these are the buttons worth showing.

import { byAttention, dueTime } from '../live/lateness.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').Handler} Handler */
/** @typedef {import('../contract.js').Session} Session */
/** @typedef {{main: Action[], more: Action[]}} Steps `main`: large, the one to press last; `more`: what is done now and then. */

/** @type {ReadonlySet<string>} */
const HANDLED = new Set(['dispatched', 'inProgress']);
/** @type {ReadonlySet<string>} */
const FROM_START = new Set(['reported', 'accepted', 'dispatched', 'inProgress', 'suspended']);

/** @param {Handler|null|undefined} handler @param {Session} session @returns {boolean} */
export function isOne(handler, session) {
  switch (handler?.kind) {
    case 'person':
      return handler.code === session.personCode;
    case 'organization':
      return handler.code === session.organizationCode;
    case 'desk':
      return session.role === 'desk' && session.areaCodes.includes(handler.code ?? '');
    // An account without a person behind it settled it; pages know accounts by their display name only.
    case 'account':
      return handler.name === session.displayName;
    default:
      return false;
  }
}

/** @param {Issue} issue @param {Session} session */
const helperOf = (issue, session) => (issue.helpers ?? []).find((helper) => isOne(helper, session));

/**
 * By the frozen due times, a leader's order among them; urgent ones first.
 * @param {Issue} a
 * @param {Issue} b
 */
export function byDue(a, b) {
  const due = (/** @type {Issue} */ issue) => {
    const times = [dueTime(issue), Date.parse(issue.supervision?.dueAt ?? '')].filter((time) => !Number.isNaN(time));
    return Math.min(...times);
  };
  const [left, right] = [due(a), due(b)];
  return a.urgent !== b.urgent || left === right ? byAttention(a, b) : left - right;
}

/** It is this person's to do or to help with, and not yet done. @param {Issue} issue @param {Session} session */
export const isTask = (issue, session) =>
  FROM_START.has(issue.status) && (isOne(issue.handler, session) || helperOf(issue, session) !== undefined);

/** Somebody else's work, for this person to look at. @param {Issue} issue @param {Session} session */
export const isToVerify = (issue, session) =>
  issue.status === 'resolved' &&
  session.role !== 'handler' &&
  !isOne(issue.handler, session) &&
  helperOf(issue, session) === undefined;

/** @param {Issue} issue @param {Session} session @returns {Steps} */
export function nextSteps(issue, session) {
  if (isToVerify(issue, session)) return { main: ['rework', 'verify'], more: [] };
  if (!HANDLED.has(issue.status)) return { main: [], more: [] };
  if (isOne(issue.handler, session)) {
    /** @type {Action[]} */
    const more = [];
    if (!issue.escalated) more.push('whistle');
    if (issue.status === 'inProgress' && !issue.extension) more.push('requestExtension');
    return { main: ['return', issue.status === 'dispatched' ? 'reportIn' : 'resolve'], more };
  }
  const helper = helperOf(issue, session);
  return { main: helper && !helper.reportedInAt ? ['assist'] : [], more: [] };
}

/**
 * What comes after commands that are still on their way: whoever has reported in may go on without a network, all else waits.
 * @param {Issue} issue
 * @param {readonly (Action|undefined)[]} pending
 * @param {Session} session
 * @returns {Steps}
 */
export function stepsAfter(issue, pending, session) {
  const last = pending.at(-1);
  if (!last) return nextSteps(issue, session);
  if (last !== 'reportIn') return { main: [], more: [] };
  return nextSteps({ ...issue, status: 'inProgress' }, session);
}

/** What a worker may still do with an own report. @param {Issue} issue @param {Session} session @returns {Steps} */
export const ownSteps = (issue, session) => ({
  main: issue.small && issue.status === 'reported' && session.role === 'worker' ? ['settle'] : [],
  more: [],
});
