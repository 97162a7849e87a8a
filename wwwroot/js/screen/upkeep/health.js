// The one word that an admin reads about a screen: the worst of what is wrong.

/** @typedef {'fault'|'memory'|'clock'|'voiceBlocked'|'noVoice'} ScreenProblem */

const DRIFT_MS = 2 * 60_000;

/**
 * The page itself goes by the server's clock; a wrong one of the device is only told, for certificates and logs suffer from it.
 * @param {string} serverTime Just heard.
 * @param {number} wall The device's clock, milliseconds since the epoch.
 */
export function isDrifted(serverTime, wall) {
  const server = Date.parse(serverTime);
  return !Number.isNaN(server) && Math.abs(wall - server) > DRIFT_MS;
}

/**
 * @param {{fault: boolean, memory: boolean, clock: boolean, voice: 'voiceBlocked'|'noVoice'|null}} signs
 * @returns {ScreenProblem|null}
 */
export function worstOf({ fault, memory, clock, voice }) {
  if (memory) return 'memory';
  if (fault) return 'fault';
  if (clock) return 'clock';
  return voice;
}
