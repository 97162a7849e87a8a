// The issues' picture: painted as a whole with a new view, and by patches where only issues changed.
import { createItemSurface } from './item-surface.js';
import { viewKey } from './issue-layer.js';
import { differences } from './issue-patches.js';

/** @typedef {import('./issue-layer.js').Item} Item */
/** @typedef {import('./view.js').Frame} Frame */

/** From this many issues on a worker paints them. */
const MANY = 2_000;
/** Then a stream of changes is painted this often: the first at once. */
const PACE_MS = 100;
/** More differences than this are painted as a whole. */
const MOST_PATCHES = 90;

/**
 * @param {HTMLElement} pane
 * @param {import('leaflet').Map} map
 * @param {import('./hand.js').Hand} hand
 * @param {{issues: () => ReturnType<typeof import('./issue-layer.js').createIssueLayer>, onPaint: () => void}} options
 */
export function createIssuePicture(pane, map, hand, { issues, onPaint }) {
  const surface = createItemSurface(pane, map, hand);
  /** @type {ReadonlyMap<string, Item>} */
  let last = new Map();
  let lastKey = '';
  /** @type {import('./palette.js').Palette|null} */
  let lastPalette = null;

  hand.onChange(() => {
    lastKey = '';
  });

  return {
    /** Whether a change may be painted with the next frame; otherwise soon. */
    get isLight() {
      return hand.isReady || issues().size < MANY;
    },
    pace: () => (issues().size < MANY ? 0 : PACE_MS),
    /** @param {Frame} frame */
    paint(frame) {
      if (issues().size >= MANY) hand.hire();
      const items = issues().items(frame);
      const key = viewKey(frame);
      const patches =
        key === lastKey && frame.palette === lastPalette ? differences(frame, last, items, issues().within) : null;
      if (!patches || patches.length > MOST_PATCHES) surface.paint(frame, [...items.values()]);
      else if (patches.length > 0) surface.patch(patches);
      last = items;
      lastKey = key;
      lastPalette = frame.palette;
      onPaint();
    },
    clear() {
      lastKey = '';
      surface.clear();
      onPaint();
    },
    follow() {
      surface.follow();
      onPaint();
    },
    destroy: surface.destroy,
  };
}
