// What is chosen and filtered, as one value that the address carries: every state of the page is a link.
import { QUEUES } from './queues.js';

/** @typedef {'issues'|'figures'|'staffing'|'pairings'|'activities'} Panel What the left side lists. */
/**
 * @typedef {import('../live/filter.js').Filter & {issue: string|null, place: string|null, point: {lon: number, lat: number}|null, facility: string|null, filing: boolean, panel: Panel, organization: string|null, t: string|null}} Chosen
 * `place`: the area whose people the sheet shows; `point`: where somebody clicked;
 * `t`: the moment that is replayed, null for the present;
 * `filing`: an issue is being filed at the counter.
 */
/** @typedef {ReturnType<typeof createSelection>} Selection */

/** @type {Chosen} */
const NOTHING = {
  queue: 'open',
  status: null,
  category: null,
  area: null,
  text: '',
  issue: null,
  place: null,
  point: null,
  facility: null,
  filing: false,
  panel: 'issues',
  organization: null,
  t: null,
};
/** What the sheet at the right shows of a place; all null: nothing. */
export const NO_PLACE = Object.freeze({ place: null, point: null, facility: null, filing: false });
/** The counter's form in its place. */
export const FILING = Object.freeze({ ...NO_PLACE, issue: null, filing: true });
const PANELS = ['issues', 'figures', 'staffing', 'pairings', 'activities'];
const GROUPS = ['waiting', 'working', 'checking', 'done', 'onHold'];

export function createSelection() {
  /** @type {Chosen} */
  let chosen = read();
  /** @type {Set<(next: Chosen, before: Chosen) => void>} */
  const listeners = new Set();

  /** @returns {Chosen} */
  function read() {
    const search = new URLSearchParams(location.search);
    // Older links say scope.
    const asked = search.get('queue') ?? search.get('scope');
    const status = search.get('status') ?? '';
    const panel = search.get('panel') ?? '';
    return {
      ...NOTHING,
      queue: QUEUES.find((queue) => queue === asked) ?? 'open',
      status: GROUPS.includes(status) ? status : null,
      category: search.get('category'),
      area: search.get('area'),
      text: search.get('q') ?? '',
      issue: search.get('issue'),
      place: search.get('issue') ? null : search.get('place'),
      filing: search.get('filing') === 'true',
      panel: PANELS.includes(panel) ? /** @type {Panel} */ (panel) : 'issues',
      organization: search.get('organization'),
      t: search.get('t'),
    };
  }

  function write() {
    const url = new URL(location.href);
    url.searchParams.delete('scope');
    for (const key of /** @type {const} */ ([
      'area',
      'issue',
      'place',
      'status',
      'category',
      'queue',
      'filing',
      'panel',
      'organization',
      't',
    ])) {
      const value = chosen[key];
      if (value && value !== NOTHING[key]) url.searchParams.set(key, String(value));
      else url.searchParams.delete(key);
    }
    if (chosen.text) url.searchParams.set('q', chosen.text);
    else url.searchParams.delete('q');
    history.replaceState(null, '', url);
  }

  return {
    /** @returns {Chosen} */
    get current() {
      return chosen;
    },
    /** @param {Partial<Chosen>} patch */
    set(patch) {
      const before = chosen;
      chosen = { ...chosen, ...patch };
      if (
        Object.keys(patch).every(
          (key) => before[/** @type {keyof Chosen} */ (key)] === chosen[/** @type {keyof Chosen} */ (key)],
        )
      )
        return;
      write();
      for (const listener of listeners) listener(chosen, before);
    },
    /** @param {(next: Chosen, before: Chosen) => void} listener */
    onChange(listener) {
      listeners.add(listener);
    },
    isFiltered: () => Boolean(chosen.status || chosen.category || chosen.area || chosen.text),
    clear() {
      this.set({ status: null, category: null, area: null, text: '' });
    },
  };
}
