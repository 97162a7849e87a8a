// The queues of a desk: what waits for which step. Which of them somebody sees, and in which order, depends on the role.
import { isOpen } from '../contract.js';

/** @typedef {import('../live/filter.js').Queue} Queue */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Handler} Handler */
/** @typedef {import('../contract.js').AccountRole} AccountRole */

/** @type {readonly Queue[]} */
const DESK = ['open', 'reported', 'accepted', 'resolved', 'overdue', 'verified', 'mine', 'closedToday'];
/** @type {readonly Queue[]} */
const LEADER = ['open', 'reported', 'accepted', 'resolved', 'overdue', 'review', 'mine', 'closedToday'];
/** @type {readonly Queue[]} */
const OTHERS = ['open', 'overdue', 'mine', 'closedToday'];

/** Every queue that an address may name. @type {readonly Queue[]} */
export const QUEUES = [...new Set([...DESK, ...LEADER])];

/** @param {AccountRole} role */
export const decides = (role) => role === 'desk' || role === 'leader' || role === 'admin';

/** @param {AccountRole} role @returns {readonly Queue[]} */
export function queuesOf(role) {
  if (role === 'desk') return DESK;
  return decides(role) ? LEADER : OTHERS;
}

/** The queue of a number key; `0` is everything open. @param {AccountRole} role @param {string} key @returns {Queue|undefined} */
export function queueOfKey(role, key) {
  if (key === '0') return 'open';
  return queuesOf(role).filter((queue) => queue !== 'open' && queue !== 'closedToday')[Number(key) - 1];
}

/**
 * Whether an open issue waits for this account: in its hands, for its help, or under its supervision.
 * @param {import('../contract.js').Session} session
 * @param {(code: string|null|undefined, ancestor: string) => boolean} isWithin
 * @returns {(issue: Issue) => boolean}
 */
export function mineOf({ personCode, organizationCode, displayName, role, areaCodes }, isWithin) {
  const runsDesk = role === 'desk' || role === 'admin';
  /** @param {Handler} who */
  const isMe = ({ kind, code, name }) => {
    if (kind === 'person') return Boolean(personCode) && code === personCode;
    if (kind === 'organization') return Boolean(organizationCode) && code === organizationCode;
    if (kind === 'account') return name === displayName;
    return kind === 'desk' && runsDesk && (!code || areaCodes.some((root) => isWithin(code, root)));
  };
  return (issue) =>
    isOpen(issue) &&
    ((issue.handler ? isMe(issue.handler) : false) ||
      (issue.helpers ?? []).some(isMe) ||
      issue.supervision?.by === displayName);
}
