// The present filter of the list as a query of /api/export. Pure.
import { STATUS_ORDER, groupOf } from '../../contract.js';

/** @typedef {import('../../live/filter.js').Filter} Filter */

/**
 * @param {Filter} filter
 * @param {string} dayStart ISO 8601 of the local midnight.
 * @returns {Record<string, string|null>|null} Null where the server has no such filter, as of issues that wait for a leader's word, or where nothing can match.
 */
export function exportQuery({ queue, status, category, area, text }, dayStart) {
  if (queue === 'review') return null;
  const ofQueue =
    queue === 'open' || queue === 'overdue' || queue === 'mine' ? null : queue === 'closedToday' ? 'closed' : queue;
  /** @type {string[]|null} */
  const ofGroup = status ? STATUS_ORDER.filter((word) => groupOf(word) === status) : null;
  const words = ofQueue ? [ofQueue].filter((word) => !ofGroup || ofGroup.includes(word)) : (ofGroup ?? ['open']);
  // No status at all would mean every one.
  if (words.length === 0) return null;
  return {
    status: words.join(','),
    overdue: queue === 'overdue' ? 'true' : null,
    mine: queue === 'mine' ? 'true' : null,
    endedFrom: queue === 'closedToday' ? dayStart : null,
    category,
    area,
    q: text.trim() || null,
  };
}
