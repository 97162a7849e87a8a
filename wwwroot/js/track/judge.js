// The reporter's word over a bad network. Sent again, the same word is the same; where it had arrived, the issue itself shows it.

/** @typedef {import('../contract.js').TrackView} TrackView */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** Between attempts whose answer was lost. */
const PAUSES_MS = [1_000, 3_000];

/**
 * @param {object} options
 * @param {() => Promise<Result<TrackView>>} options.send
 * @param {() => Promise<Result<TrackView>>} options.look What became of the issue, as far as it can be read.
 * @param {(now: TrackView) => boolean} options.isDone Whether an earlier attempt had arrived after all.
 * @param {(ms: number) => Promise<void>} [options.pause]
 * @returns {Promise<Result<TrackView>>} A problem: nothing was done, or nobody knows.
 */
export async function judge({ send, look, isDone, pause = wait }) {
  for (let attempt = 0; ; attempt++) {
    const sent = await send();
    if (!sent.problem) return sent;
    const seen = await look();
    if (!seen.problem && isDone(seen.value)) return seen;
    const isLost = sent.problem.status === 0 || sent.problem.status >= 500;
    const ms = PAUSES_MS[attempt];
    if (!isLost || ms === undefined) return sent;
    await pause(ms);
  }
}

/** @param {number} ms @returns {Promise<void>} */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
