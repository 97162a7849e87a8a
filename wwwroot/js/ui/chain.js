// The chain of people in pure parts: which posts a network shows, what a term is worth telling, how a number is dialled.

/** @typedef {import('../contract.js').PostLine} PostLine */
/** @typedef {import('../contract.js').ResponsibleStep} ResponsibleStep */
/** @typedef {'all'|import('../contract.js').Network} NetworkView */

const DAY_MS = 86_400_000;
/** A term that ends within so many days is told, as the server's list tells it. */
const TERM_DAYS = 30;

/** @param {string} phone @returns {string} */
export const telOf = (phone) => `tel:${phone.replace(/[^\d+]/g, '')}`;

/**
 * Days until a fixed term ends, where that is soon.
 * @param {{to?: string|null}} post
 * @param {number} now
 * @returns {number|null}
 */
export function daysLeft({ to }, now) {
  const left = to ? Date.parse(to) - now : Number.NaN;
  return left >= 0 && left <= TERM_DAYS * DAY_MS ? Math.ceil(left / DAY_MS) : null;
}

/**
 * The chain as one network sees it; equal vacancies of an area become one line with a number.
 * @param {ResponsibleStep[]} steps
 * @param {NetworkView} network
 * @returns {{area: ResponsibleStep['area'], posts: {post: PostLine, times: number}[]}[]}
 */
export function chainOf(steps, network) {
  return steps.map(({ area, posts }) => {
    /** @type {{post: PostLine, times: number}[]} */
    const lines = [];
    for (const post of posts) {
      if (network !== 'all' && post.network !== network) continue;
      const same = post.vacant && lines.find((line) => line.post.vacant && line.post.role === post.role);
      if (same) {
        same.times++;
        // One that has a row of its own can be edited.
        if (!same.post.id) same.post = post;
      } else lines.push({ post, times: 1 });
    }
    return { area, posts: lines };
  });
}

/**
 * Whom an area's label names: the first to ask, or the first of one network.
 * @param {import('../contract.js').AreaProperties|undefined} area
 * @param {NetworkView} network
 * @returns {import('../contract.js').AreaLeader|null}
 */
export function leaderIn(area, network) {
  if (!area?.leader) return null;
  if (network === 'all' || area.leader.network === network) return area.leader;
  return area.counterpart ?? null;
}

/**
 * How many hold posts there besides the one who is named.
 * @param {import('../contract.js').AreaProperties|undefined} area
 * @param {NetworkView} network
 */
export function furtherIn(area, network) {
  const own = leaderIn(area, network)?.more ?? 0;
  return network === 'all' && area?.counterpart ? own + 1 + (area.counterpart.more ?? 0) : own;
}

/** How many hold posts there. @param {import('../contract.js').AreaProperties|undefined} area @param {NetworkView} network */
export const heldIn = (area, network) => (leaderIn(area, network) ? 1 + furtherIn(area, network) : 0);
