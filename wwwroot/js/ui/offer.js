// Which of the allowed actions to offer: the server says what status and person allow, the issue itself may rule out more.

/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */

const HOUR_MS = 3_600_000;

/**
 * @param {IssueDetail} issue
 * @param {{now: number, ratingWindowHours: number}} at
 * @returns {Action[]}
 */
export function offered(issue, { now, ratingWindowHours }) {
  const ended = Date.parse(issue.endedAt ?? '');
  /** @type {Partial<Record<Action, boolean>>} */
  const fits = {
    settle: Boolean(issue.small),
    whistle: !issue.escalated,
    requestExtension: !issue.extension,
    extend: Boolean(issue.extension && !issue.extension.grantedAt),
    close: !issue.ratingEndsAt || Date.parse(issue.ratingEndsAt) <= now,
    reopen: Number.isNaN(ended) || ended + ratingWindowHours * HOUR_MS > now,
  };
  return issue.allowed.filter((action) => fits[action] ?? true);
}

/**
 * Which area's level a whistle would call.
 * @param {import('../contract.js').Issue} issue
 * @param {import('../live/area-index.js').AreaIndex} areas
 * @returns {{from: string, to: string|null}|null} Names; `to` null past the top; null where this page does not know the areas.
 */
export function whistleWay(issue, areas) {
  const chain = areas.chain(issue.areaCode);
  const now = chain.findIndex(({ code }) => code === (issue.whistledTo ?? issue.areaCode));
  if (now < 0) return null;
  return { from: chain[now]?.name ?? '', to: chain[now + 1]?.name ?? null };
}
