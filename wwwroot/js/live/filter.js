// What the list and the map show of the state. One predicate for both, so that they can never disagree.
import { groupOf, isOpen } from '../contract.js';
import { isOverdue, lateness } from './lateness.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').StatusGroup} StatusGroup */

/** @typedef {'open'|'reported'|'accepted'|'resolved'|'verified'|'overdue'|'review'|'mine'|'closedToday'} Queue */

/**
 * @typedef {object} Filter
 * @property {Queue} queue The one that is pressed.
 * @property {string|null} status A group word.
 * @property {string|null} category Top-level or leaf.
 * @property {string|null} area
 * @property {string} text
 */
/**
 * @typedef {object} FilterContext
 * @property {number} now Server time.
 * @property {number} dayStart Midnight in the district's zone.
 * @property {(code: string|null|undefined, ancestor: string) => boolean} isWithin
 * @property {(leaf: string, category: string) => boolean} isOfCategory
 * @property {(issue: Issue) => boolean} isMine Whether it waits for who is signed in.
 * @property {(issue: Issue) => string} textOf What a search looks at.
 */

/** @param {Issue} issue @param {FilterContext} context @returns {boolean} */
function isClosedToday(issue, context) {
  return issue.status === 'closed' && Date.parse(issue.endedAt ?? '') >= context.dayStart;
}

/**
 * What waits for a leader's word: more time that was asked for, and suspended issues whose review is near.
 * @param {Issue} issue
 * @param {number} now
 */
function wantsReview(issue, now) {
  if (issue.status === 'suspended') return lateness(issue, now) !== 'fine';
  return isOpen(issue) && Boolean(issue.extension && !issue.extension.grantedAt);
}

/** @param {Issue} issue @param {Queue} queue @param {FilterContext} context @returns {boolean} */
export function inQueue(issue, queue, context) {
  switch (queue) {
    case 'open':
      return isOpen(issue);
    case 'overdue':
      return isOverdue(issue, context.now);
    case 'review':
      return wantsReview(issue, context.now);
    case 'mine':
      return context.isMine(issue);
    case 'closedToday':
      return isClosedToday(issue, context);
    default:
      return issue.status === queue;
  }
}

/** An issue belongs to an area, and names its building and unit besides. @param {Issue} issue @param {string} area @param {FilterContext} context */
const isAt = (issue, area, context) =>
  context.isWithin(issue.areaCode, area) || issue.buildingCode === area || issue.unitCode === area;

/**
 * Everything but the queue, for the figures of the queues.
 * @param {Issue} issue
 * @param {Filter} filter
 * @param {FilterContext} context
 * @returns {boolean}
 */
export function matches(issue, filter, context) {
  if (filter.status && groupOf(issue.status) !== filter.status) return false;
  if (filter.category && !context.isOfCategory(issue.category, filter.category)) return false;
  if (filter.area && !isAt(issue, filter.area, context)) return false;
  const text = filter.text.trim().toLowerCase();
  return text === '' || text.split(/\s+/).every((word) => context.textOf(issue).toLowerCase().includes(word));
}
