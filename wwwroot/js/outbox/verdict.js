// What an answer means for the item that was sent.

/** @typedef {import('../contract.js').Problem} Problem */
/**
 * `network`: nothing gets through, all waits. `busy`: the server asks for patience, all waits. `signIn`: nobody is signed in, and
 * `otherAccount`: somebody else is: all waits.
 * `later`: this item alone is tried again. `refused`: this item needs its person.
 * @typedef {'network'|'busy'|'signIn'|'otherAccount'|'later'|'refused'} Verdict
 */

/** A stale version is read anew with the next attempt. */
const LATER = new Set([408, 412, 425]);
/** Of one photo alone: another tab or an earlier attempt still sends it, or too many others were begun. All else still goes. */
const MEANWHILE = new Set(['upload.busy', 'upload.offset_wrong', 'upload.digest_mismatch', 'upload.too_many']);
/** Of photos only: all else still goes. */
const PARTIAL = 'server.converter_missing';

/** @param {Problem} problem @returns {Verdict} */
export function verdictOn({ status, code }) {
  if (status === 0) return 'network';
  if (status === 401 || code === 'session.account_disabled') return 'signIn';
  if (code === 'session.other_account') return 'otherAccount';
  if (MEANWHILE.has(code)) return 'later';
  if (status === 429 || (status === 503 && code !== PARTIAL)) return 'busy';
  if (status >= 500 || LATER.has(status)) return 'later';
  return 'refused';
}

const FIRST_MS = 2_000;
const MOST_MS = 60_000;

/**
 * Doubling, with jitter: a hundred phones that come out of one basement do not knock together.
 * @param {number} tries From 1.
 * @param {() => number} random 0 to 1.
 * @returns {number} Milliseconds.
 */
export const pauseAfter = (tries, random) => Math.min(MOST_MS, FIRST_MS * 2 ** (tries - 1)) * (0.5 + random() / 2);
