// Tiles painted on the base canvas. Each is hung up by its own two corners, on whole pixels, so that no seam shows at a
// zoom between two; where one is missing a coarser one, enlarged, finer ones, or nothing: then the ground shows.
import { cornerOf, tilesIn, tileZoom } from './tile-grid.js';
import { createTileSource } from './tile-source.js';
import { createTileStore } from './tile-store.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./tile-grid.js').Tile} Tile */
/** @typedef {'none'|'some'|'all'} Trouble How much of what is looked at could not be loaded. */

/** Coarser tiles are looked for so many zooms up. */
const COARSER = 4;

/** @param {import('../contract.js').BaseLayer} layer @param {{redraw: () => void, onTrouble: (trouble: Trouble) => void}} on */
export function createTileLayer(layer, { redraw, onTrouble }) {
  const { limits, loads } = createTileSource(layer);
  const stores = loads.map((load) => createTileStore(load, changed));

  function changed() {
    redraw();
    const tallies = stores.map((store) => store.tally());
    // While some are under way nobody knows yet, and the last word stands.
    if (tallies.some(({ wanted, ready, failed }) => ready + failed < wanted)) return;
    const failed = tallies.some((tally) => tally.failed > 0);
    // The labels alone are no map.
    const nothing = tallies[0]?.ready === 0;
    onTrouble(failed ? (nothing ? 'all' : 'some') : 'none');
  }

  return {
    /** @param {View} view */
    paint(view) {
      const z = tileZoom(view.zoom, limits);
      const tiles = z === null ? [] : tilesIn(layer.crs, z, view.box);
      for (const store of stores) {
        store.want(tiles);
        for (const tile of tiles) paintTile(view, store, tile);
      }
    },
    destroy() {
      for (const store of stores) store.destroy();
    },
  };

  /** @param {View} view @param {import('./tile-store.js').TileStore} store @param {Tile} tile */
  function paintTile(view, store, tile) {
    const box = placeOf(view, tile);
    for (let up = 0; up <= Math.min(COARSER, tile.z - limits.minZoom); up++) {
      const part = 2 ** up;
      const image = store.get({ z: tile.z - up, x: Math.floor(tile.x / part), y: Math.floor(tile.y / part) });
      if (!image) continue;
      const [w, h] = [image.width / part, image.height / part];
      view.ctx.drawImage(image, (tile.x % part) * w, (tile.y % part) * h, w, h, box.x, box.y, box.width, box.height);
      return;
    }
    // Just zoomed out: the finer ones that were here.
    for (const [x, y] of /** @type {[number, number][]} */ ([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ])) {
      const finer = { z: tile.z + 1, x: 2 * tile.x + x, y: 2 * tile.y + y };
      const image = store.get(finer);
      if (!image) continue;
      const place = placeOf(view, finer);
      view.ctx.drawImage(image, place.x, place.y, place.width, place.height);
    }
  }

  /** In layer points, on whole device pixels. @param {View} view @param {Tile} tile */
  function placeOf({ ctx, scale, originX, originY, left, top }, tile) {
    const dense = ctx.getTransform().a;
    const from = cornerOf(layer.crs, tile);
    const to = cornerOf(layer.crs, { z: tile.z, x: tile.x + 1, y: tile.y + 1 });
    const snap = (/** @type {number} */ value, /** @type {number} */ edge) =>
      edge + Math.round((value - edge) * dense) / dense;
    const [x, y] = [snap(from.x * scale - originX, left), snap(from.y * scale - originY, top)];
    return {
      x,
      y,
      width: snap(to.x * scale - originX, left) - x,
      height: snap(to.y * scale - originY, top) - y,
    };
  }
}
