// A patrol as this phone records it: positions while the page is in sight, in sealed batches, known again after the page was killed.
import { distanceMeters } from '../../map/mercator.js';
import { uuid } from '../../ui/uuid.js';

/** @typedef {{at: string, lon: number, lat: number, accuracy?: number, gap?: true}} Point */
/**
 * @typedef {object} Walk What is known of a patrol that has not ended.
 * @property {string} id
 * @property {string} areaCode
 * @property {string} theme
 * @property {string} startedAt
 * @property {number} sequence Of the next batch.
 * @property {Point[]} buffer Not sealed yet.
 * @property {{sequence: number, points: Point[]}|null} sealed Given to the outbox, perhaps; given again, it is the same.
 * @property {[number, number][][]} segments
 * @property {number} meters
 * @property {string|null} lastAt
 * @property {string} [endedAt] It is being ended: said once, the end stays the same.
 */

/** As the server draws it (PatrolTrack.LongestSilence). */
export const LONGEST_SILENCE_MS = 90_000;
const BATCH = 30;
const BATCH_MS = 60_000;
const LEAST_METERS = 4;
const AT_REST_MS = 15_000;
const WORST_ACCURACY = 100;

/**
 * @param {object} options
 * @param {import('./keep.js').Keep} options.keep
 * @param {() => number} options.now Server time.
 * @param {{read: () => Walk|null, write: (walk: Walk|null) => void}} options.shelf
 * @param {{patrol: string, track: string}} options.titles
 * @param {Pick<Geolocation, 'watchPosition'|'clearWatch'>|undefined} options.geolocation
 * @param {() => void} options.onChange
 */
export function createPatrol({ keep, now, shelf, titles, geolocation, onChange }) {
  let walk = shelf.read();
  /** A patrol of before this page: it goes on only when its person says so. */
  let isPaused = walk !== null;
  /** @type {number|null} */
  let watching = null;
  let isGap = false;
  let batchedAt = now();
  /** @type {Promise<unknown>} One batch after the other. */
  let sending = Promise.resolve();
  /** @type {'denied'|'lost'|null} */
  let trouble = null;

  function save() {
    shelf.write(walk);
    onChange();
  }

  /** @param {Partial<{endedAt: string}>} [end] */
  const tell = (end) => {
    const { id, areaCode, theme, startedAt } = /** @type {Walk} */ (walk);
    return keep({ url: `/api/patrols/${id}`, body: { areaCode, theme, startedAt, ...end }, title: titles.patrol });
  };

  /** @param {GeolocationPosition} position */
  function hear({ coords: { longitude: lon, latitude: lat, accuracy } }) {
    if (!walk || isPaused || accuracy > WORST_ACCURACY) return;
    trouble = null;
    const [time, last] = [now(), walk.segments.at(-1)?.at(-1)];
    const silence = walk.lastAt ? time - Date.parse(walk.lastAt) : 0;
    const moved = last ? distanceMeters({ lon: last[0], lat: last[1] }, { lon, lat }) : 0;
    if (last && !isGap && moved < LEAST_METERS && silence < AT_REST_MS) return;
    const begins = !last || isGap || silence > LONGEST_SILENCE_MS;
    walk.buffer.push({
      at: new Date(time).toISOString(),
      lon,
      lat,
      accuracy: Math.round(accuracy),
      ...(begins && last && { gap: /** @type {const} */ (true) }),
    });
    if (begins) walk.segments.push([]);
    else walk.meters += moved;
    walk.segments.at(-1)?.push([lon, lat]);
    walk.lastAt = new Date(time).toISOString();
    isGap = false;
    if (walk.buffer.length >= BATCH || time - batchedAt > BATCH_MS) void flush();
    save();
  }

  /** Gives what there is to the outbox. Sealed first: whatever is killed in between, the same number never holds two contents. */
  function flush() {
    sending = sending.then(async () => {
      if (!walk) return;
      batchedAt = now();
      if (!walk.sealed && walk.buffer.length > 0) {
        walk.sealed = { sequence: walk.sequence++, points: walk.buffer };
        walk.buffer = [];
        shelf.write(walk);
      }
      if (!walk.sealed) return;
      const { id, sealed } = walk;
      const url = `/api/patrols/${id}/points/${sealed.sequence}`;
      const isKept = await keep({ url, body: { points: sealed.points }, title: titles.track });
      if (isKept && walk?.id === id) walk.sealed = null;
      shelf.write(walk);
    });
    return sending;
  }

  function watch() {
    if (watching !== null || !walk || walk.endedAt || isPaused || !geolocation) return;
    watching = geolocation.watchPosition(
      hear,
      ({ code }) => {
        trouble = code === 1 ? 'denied' : 'lost';
        onChange();
      },
      { enableHighAccuracy: true, maximumAge: 0 },
    );
  }

  function unwatch() {
    if (watching !== null) geolocation?.clearWatch(watching);
    watching = null;
    isGap = true;
  }

  const patrol = {
    get walk() {
      return walk;
    },
    get isPaused() {
      return isPaused;
    },
    get trouble() {
      return trouble;
    },
    /** @param {string} areaCode @param {string} theme @returns {Promise<boolean>} */
    async start(areaCode, theme) {
      if (walk) return false;
      walk = {
        id: uuid(),
        areaCode,
        theme,
        startedAt: new Date(now()).toISOString(),
        sequence: 0,
        buffer: [],
        sealed: null,
        segments: [],
        meters: 0,
        lastAt: null,
      };
      [isPaused, isGap, trouble, batchedAt] = [false, false, null, now()];
      save();
      watch();
      if (await tell()) return true;
      unwatch();
      walk = null;
      save();
      return false;
    },
    /** After the page was killed. */
    resume() {
      isPaused = false;
      isGap = true;
      // Told again, in case the page was killed before it was: it is the same.
      void tell();
      watch();
      onChange();
    },
    /** One that was left behind ends with what was recorded. */
    async end() {
      if (!walk) return;
      const end = isPaused ? (walk.lastAt ?? walk.startedAt) : new Date(now()).toISOString();
      // The clock may have been set back meanwhile, and the page may be killed before it knows that the end is kept.
      walk.endedAt ??= end > walk.startedAt ? end : walk.startedAt;
      const { endedAt } = walk;
      save();
      unwatch();
      await flush();
      // What was sealed before the page was killed went first; what was not yet sealed goes now.
      await flush();
      if (!walk || !(await tell({ endedAt }))) return;
      walk = null;
      isPaused = false;
      save();
    },
    /** The page went out of sight or came back: nothing is recorded in between. @param {boolean} visible */
    see(visible) {
      if (visible) return watch();
      unwatch();
      void flush();
    },
    destroy: unwatch,
  };
  // Killed while it was being ended; whoever makes it listens from now on, and not yet.
  if (walk?.endedAt) queueMicrotask(() => void patrol.end());
  return patrol;
}
