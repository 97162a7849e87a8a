// Nobody looks after a hall screen: it says how it is, hears what it shall do, and loads itself anew when that helps.
import { createFaults, listenForFaults } from './faults.js';
import { isDrifted, worstOf } from './health.js';
import { createHeartbeat } from './heartbeat.js';
import { createMemoryWatch, heapBytes } from './memory.js';
import { createReload, isTimeForNight } from './reload.js';

/** @typedef {import('../../http/screens-api.js').OwnScreen} OwnScreen */

const LOOK_MS = 60_000;
/** The event loop stood still so long: noted, for the machine may have slept. */
const FROZEN_MS = 30_000;
const READY_MS = 5_000;

/** @returns {Promise<boolean>} Whether the server can give the page again. */
async function isServerReady() {
  try {
    return (await fetch('/health/ready', { cache: 'no-store', signal: AbortSignal.timeout(READY_MS) })).ok;
  } catch {
    // No way to it: the page that is there is worth more than none.
    return false;
  }
}

/**
 * @param {object} options
 * @param {Pick<import('../../ui/app.js').App, 'api'|'session'|'clock'|'format'>} options.app
 * @param {import('../scenes/director.js').Director} options.director
 * @param {Pick<ReturnType<typeof import('../voice-chip.js').createVoiceChip>, 'problem'>} options.voice
 * @param {OwnScreen|null} options.own As it was when the page was loaded; null where the server was away.
 * @param {() => void} options.onSignedOut
 * @param {(settings: unknown) => void} options.onSettings
 */
export function createUpkeep({ app, director, voice, own, onSignedOut, onSettings }) {
  const { api, session, clock, format } = app;
  const timers = {
    set: (/** @type {() => void} */ run, /** @type {number} */ ms) => setTimeout(run, ms),
    clear: (/** @type {any} */ timer) => clearTimeout(timer),
  };
  const monotonic = () => performance.now();
  const begun = monotonic();
  const memory = createMemoryWatch();
  const faults = createFaults(monotonic);
  const endFaults = listenForFaults(faults);
  let known = own;
  let clockIsWrong = own !== null && isDrifted(own.serverTime, Date.now());

  const reload = createReload({
    isQuiet: director.isQuietMoment,
    isUrgent: () => director.isInterrupted,
    isServerReady,
    reload: () => location.reload(),
    timers,
    now: () => Date.now(),
    shelf: () => sessionStorage,
  });

  const status = () => ({
    version: known?.serverVersion ?? '',
    scene: director.current,
    memoryBytes: heapBytes(),
    width: innerWidth,
    height: innerHeight,
    problem: worstOf({ fault: faults.any, memory: memory.hasGrown, clock: clockIsWrong, voice: voice.problem }),
  });

  const heartbeat = createHeartbeat({
    // Whoever else looks at the page is no screen, and only asks.
    tell: () => (session.role === 'screen' ? api.tellScreen(status()) : api.screen()),
    timers,
    onSignedOut,
    onHeard(told) {
      clockIsWrong = isDrifted(told.serverTime, Date.now());
      // The page came from a cache, and nobody knows of which version: once more, from the server.
      if (!known) reload.ask('kept');
      known ??= told;
      if (told.serverVersion !== known.serverVersion) reload.ask('version');
      if ((told.reloadAskedAt ?? null) !== (known.reloadAskedAt ?? null)) reload.ask('asked');
      onSettings(told.settings);
    },
  });

  let due = monotonic() + LOOK_MS;
  function look() {
    const late = monotonic() - due;
    if (late > FROZEN_MS) console.warn(`The page stood still for ${Math.round(late / 1000)} s.`);
    due = monotonic() + LOOK_MS;
    memory.take(heapBytes());
    if (memory.hasGrown) reload.ask('memory');
    if (faults.many) reload.ask('faults');
    const now = clock.now();
    const minute = Math.floor((now - format.dayStart(now)) / 60_000);
    if (isTimeForNight(minute, known?.id ?? session.userName, monotonic() - begun)) reload.ask('night');
  }
  const looking = setInterval(look, LOOK_MS);

  return {
    destroy() {
      clearInterval(looking);
      heartbeat.destroy();
      reload.destroy();
      endFaults();
    },
  };
}
