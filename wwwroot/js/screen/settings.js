// What a hall screen obeys: which scenes, how long, when quiet, voice, theme, area. The server validates; the page takes
// nothing on trust, since it must show something whatever came over the network or lies in its storage.

/** @typedef {{kind: string, seconds: number}} SceneSetting Of grids, `seconds` is for each grid. */
/** @typedef {{from: string, to: string}} QuietHours Local, HH:MM; `from` after `to` passes midnight. */
/** @typedef {{scenes: SceneSetting[], quietHours: QuietHours|null, voice: boolean, theme: 'dark'|'light'|null, areaCode: string|null}} ScreenSettings */

const KEY = 'screen.settings';
const LEAST_SECONDS = 5;
const MOST_SECONDS = 600;
/** Seconds may follow; nobody is quiet by the second. */
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** @type {ScreenSettings} */
export const DEFAULTS = Object.freeze({
  scenes: [
    { kind: 'overview', seconds: 40 },
    { kind: 'grids', seconds: 12 },
    { kind: 'overdue', seconds: 20 },
    { kind: 'closed', seconds: 20 },
    { kind: 'who', seconds: 15 },
    { kind: 'figures', seconds: 20 },
    { kind: 'visits', seconds: 15 },
  ],
  quietHours: null,
  voice: false,
  theme: null,
  areaCode: null,
});

/**
 * @param {unknown} raw What came from the server or lay in storage.
 * @returns {ScreenSettings} What cannot be used is as by default; no scenes at all means the overview alone.
 */
export function normalise(raw) {
  if (typeof raw !== 'object' || raw === null) return DEFAULTS;
  const { scenes, quietHours, voice, theme, areaCode } = /** @type {Record<string, any>} */ (raw);
  return {
    scenes: Array.isArray(scenes)
      ? scenes.filter((scene) => typeof scene?.kind === 'string').map(dwelling)
      : DEFAULTS.scenes,
    quietHours:
      isTime(quietHours?.from) && isTime(quietHours?.to) && quietHours.from !== quietHours.to
        ? { from: quietHours.from.slice(0, 5), to: quietHours.to.slice(0, 5) }
        : null,
    voice: voice === true,
    theme: theme === 'dark' || theme === 'light' ? theme : null,
    areaCode: typeof areaCode === 'string' && areaCode !== '' ? areaCode : null,
  };
}

/** @param {{kind: string, seconds?: unknown}} scene @returns {SceneSetting} */
function dwelling({ kind, seconds }) {
  const usual = DEFAULTS.scenes.find((scene) => scene.kind === kind)?.seconds ?? 20;
  const wanted = typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : usual;
  return { kind, seconds: Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, wanted)) };
}

/** @param {unknown} text */
const isTime = (text) => typeof text === 'string' && TIME.test(text);

/** @param {string} text HH:MM @returns {number} Minutes since midnight. */
const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** @param {QuietHours|null} hours @param {number} minute Minutes since local midnight. @returns {boolean} */
export function isQuietAt(hours, minute) {
  if (!hours) return false;
  const from = minutes(hours.from);
  const to = minutes(hours.to);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** @typedef {Pick<Storage, 'getItem'|'setItem'>} Shelf */

/** Those that were obeyed last, for a start without a network. @param {Shelf} [shelf] @returns {ScreenSettings} */
export function keptSettings(shelf) {
  try {
    return normalise(JSON.parse((shelf ?? localStorage).getItem(KEY) ?? 'null'));
  } catch {
    // Storage may be forbidden or hold anything: then it is as on the first day.
    return DEFAULTS;
  }
}

/** @param {ScreenSettings} settings @param {Shelf} [shelf] */
export function keepSettings(settings, shelf) {
  try {
    (shelf ?? localStorage).setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage may be forbidden: the next start then begins with the defaults until the server answers.
  }
}

/** Obeyed from now on, and at the next start without a network. @param {unknown} raw @returns {ScreenSettings} */
export function takeSettings(raw) {
  const settings = normalise(raw);
  keepSettings(settings);
  return settings;
}

/**
 * @template {{settings: unknown}} T
 * @param {{screen: () => Promise<import('../contract.js').Result<T>>}} api
 * @returns {Promise<{settings: ScreenSettings, own: T|null}>} What the server says, else what was obeyed last and null.
 */
export async function loadSettings(api) {
  const { value } = await api.screen();
  return value ? { settings: takeSettings(value.settings), own: value } : { settings: keptSettings(), own: null };
}
