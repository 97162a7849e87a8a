// The page's live connection: follow.js with the real hub, the real clock and the browser's word about the network.
import { createFollow } from './follow.js';
import { openHub } from './hub.js';

/** @typedef {import('./follow.js').Connection} Connection */
/** @typedef {import('./state.js').Step} Step */
/** @typedef {ReturnType<typeof createLive>} Live */

/**
 * @param {object} options
 * @param {{snapshot: (area: string|null) => Promise<any>, changes: (area: string|null, after: string) => Promise<any>, session: () => Promise<any>}} options.api
 * @param {string|null} options.area
 * @param {import('./clock.js').Clock} options.clock
 * @param {(step: Step) => void} options.onStep
 * @param {(connection: Connection) => void} options.onConnection
 * @param {() => void} options.onSignedOut
 * @param {import('./follow.js').FollowOptions['seed']} [options.seed]
 */
export function createLive({ api, area, clock, onStep, onConnection, onSignedOut, seed }) {
  const follow = createFollow({
    area,
    clock,
    seed,
    onStep,
    onConnection,
    onSignedOut,
    openHub: (handlers) => openHub(handlers),
    getSnapshot: api.snapshot,
    getChanges: api.changes,
    // Only the server's 401 ends a session; a network that is away does not.
    isSignedIn: async () => (await api.session()).problem?.status !== 401,
  });
  const hurry = () => follow.hurry();
  const woken = () => {
    if (document.visibilityState === 'visible') follow.hurry();
  };
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', woken);
  follow.start();
  return {
    /** @returns {import('./state.js').LiveState|null} */
    get state() {
      return follow.state;
    },
    destroy() {
      removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', woken);
      follow.destroy();
    },
  };
}
