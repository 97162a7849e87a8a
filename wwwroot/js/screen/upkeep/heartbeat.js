// Twice a minute the screen says how it is, and hears in the answer what it shall do. A server that is away changes nothing.

/** @typedef {import('../../http/screens-api.js').OwnScreen} OwnScreen */
/** @typedef {import('../scenes/player.js').Timers} Timers */
/** @template T @typedef {import('../../contract.js').Result<T>} Result */

const EVERY_MS = 30_000;

/**
 * @param {object} options
 * @param {() => Promise<Result<OwnScreen>>} options.tell
 * @param {(own: OwnScreen) => void} options.onHeard
 * @param {() => void} options.onSignedOut The token has expired or was revoked.
 * @param {Timers} options.timers
 */
export function createHeartbeat({ tell, onHeard, onSignedOut, timers }) {
  let stopped = false;
  /** @type {any} */
  let timer;

  async function beat() {
    const { value, problem } = await tell();
    if (stopped) return;
    // What is done with the answer may fail; the next beat comes all the same.
    timer = timers.set(beat, EVERY_MS);
    if (problem?.status === 401) onSignedOut();
    else if (value) onHeard(value);
  }
  void beat();

  return {
    destroy() {
      stopped = true;
      timers.clear(timer);
    },
  };
}
