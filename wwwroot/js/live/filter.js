// What the list and the map show of the state. One predicate for both, so that they can never disagree.
import { groupOf, isOpen } from '../contract.js';
import { isOverdue } from './lateness.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').StatusGroup} StatusGroup */

/**
 * @typedef {object} Filter
 * @property {'open'|'overdue'|'checking'|'closedToday'} scope The counter that is pressed.
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
 * @property {(issue: Issue) => string} textOf What a search looks at.
 */

/** @param {Issue} issue @param {FilterContext} context @returns {boolean} */
function isClosedToday(issue, context) {
  return issue.status === 'closed' && Date.parse(issue.endedAt ?? '') >= context.dayStart;
}

/** @param {Issue} issue @param {Filter['scope']} scope @param {FilterContext} context @returns {boolean} */
export function inScope(issue, scope, context) {
  switch (scope) {
    case 'open':
      return isOpen(issue);
    case 'overdue':
      return isOverdue(issue, context.now);
    case 'checking':
      return groupOf(issue.status) === 'checking';
    case 'closedToday':
      return isClosedToday(issue, context);
  }
}

/**
 * Everything but the scope, for the counters that offer the scopes.
 * @param {Issue} issue
 * @param {Filter} filter
 * @param {FilterContext} context
 * @returns {boolean}
 */
export function matches(issue, filter, context) {
  if (filter.status && groupOf(issue.status) !== filter.status) return false;
  if (filter.category && !context.isOfCategory(issue.category, filter.category)) return false;
  if (filter.area && !context.isWithin(issue.areaCode, filter.area) && issue.buildingCode !== filter.area) return false;
  const text = filter.text.trim().toLowerCase();
  return text === '' || text.split(/\s+/).every((word) => context.textOf(issue).toLowerCase().includes(word));
}
