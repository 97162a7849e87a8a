// The tiles of one source: asked for when the view rests, dropped when it has gone on, kept while there is room, tried
// again when they failed. Knows no canvas, so that tests can do without a browser.

/** @typedef {import('./tile-grid.js').Tile} Tile */
/** @typedef {{image: ImageBitmap|null, state: 'ready'|'loading'|'failed', stop: AbortController|null}} Entry `ready` without image: there is none. Images are closed when dropped: they lie outside what is collected soon. */
/** @typedef {{wanted: number, ready: number, failed: number}} Tally */
/** @typedef {ReturnType<typeof createTileStore>} TileStore */

/** A glide passes many zooms: only where it rests are tiles asked for. */
const REST_MS = 90;
const PATIENCE_MS = 20_000;
const AGAIN_MS = 20_000;
/** A quarter of a megabyte each. */
const KEPT = 320;

/** @param {Tile} tile */
const keyOf = ({ z, x, y }) => `${z}/${x}/${y}`;

/** @param {import('./tile-source.js').LoadTile} load @param {() => void} onChange A tile came, or failed. */
export function createTileStore(load, onChange) {
  /** @type {Map<string, Entry>} Oldest use first. */
  const entries = new Map();
  /** @type {Map<string, Tile>} */
  let wanted = new Map();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let rest;
  const again = setInterval(retry, AGAIN_MS);

  /** @param {string} key @param {Tile} tile */
  async function fetchTile(key, tile) {
    const stop = new AbortController();
    /** @type {Entry} */
    const entry = { image: null, state: 'loading', stop };
    entries.set(key, entry);
    const patience = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      entry.image = await load(tile, stop.signal);
      entry.state = 'ready';
    } catch {
      // Why does not matter to who looks: the corner of the map says that tiles are missing, and they are tried again.
      entry.state = 'failed';
    }
    clearTimeout(patience);
    entry.stop = null;
    if (entries.get(key) === entry) onChange();
    else entry.image?.close();
  }

  function ask() {
    for (const [key, tile] of wanted) if (!entries.has(key)) void fetchTile(key, tile);
    for (const key of entries.keys()) {
      if (entries.size <= KEPT) break;
      if (!wanted.has(key)) drop(key);
    }
  }

  function retry() {
    for (const key of wanted.keys()) if (entries.get(key)?.state === 'failed') entries.delete(key);
    ask();
  }

  /** @param {string} key */
  function drop(key) {
    const entry = entries.get(key);
    entries.delete(key);
    entry?.stop?.abort();
    entry?.image?.close();
  }

  return {
    /** What the view needs now, the most important first. @param {Tile[]} tiles */
    want(tiles) {
      wanted = new Map(tiles.map((tile) => [keyOf(tile), tile]));
      for (const [key, entry] of entries) if (entry.state !== 'ready' && !wanted.has(key)) drop(key);
      clearTimeout(rest);
      rest = setTimeout(ask, REST_MS);
    },
    /** @param {Tile} tile @returns {ImageBitmap|null} */
    get(tile) {
      const key = keyOf(tile);
      const entry = entries.get(key);
      if (!entry?.image) return null;
      entries.delete(key);
      entries.set(key, entry);
      return entry.image;
    },
    /** @returns {Tally} Of what the view needs now. */
    tally() {
      const states = [...wanted.keys()].map((key) => entries.get(key)?.state);
      return {
        wanted: states.length,
        ready: states.filter((state) => state === 'ready').length,
        failed: states.filter((state) => state === 'failed').length,
      };
    },
    destroy() {
      clearTimeout(rest);
      clearInterval(again);
      for (const key of [...entries.keys()]) drop(key);
    },
  };
}
