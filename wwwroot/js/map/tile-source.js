// Where the pictures of tiles come from: addresses by template, or a PMTiles archive read by ranges.
import { tileUrl } from './tile-grid.js';

/** @typedef {import('./tile-grid.js').Tile} Tile */
/** @typedef {import('../contract.js').BaseLayer} BaseLayer */
/** @typedef {(tile: Tile, signal: AbortSignal) => Promise<ImageBitmap|null>} LoadTile Null where there is none; rejects where it cannot be had. */
/** @typedef {{limits: {minZoom: number, maxZoom: number}, loads: LoadTile[]}} TileSource Bottom to top: the pictures, then their labels. */

/** PMTiles' number for tiles of vectors, which nothing here draws. */
const VECTOR = 1;

/** @param {BaseLayer} layer @returns {TileSource} */
export function createTileSource(layer) {
  const limits = { minZoom: layer.minZoom, maxZoom: layer.maxZoom };
  if (layer.kind === 'pmtiles') return { limits, loads: [archive(layer.url, limits)] };
  const templates = [layer.url, layer.labelUrl].filter((url) => typeof url === 'string');
  return {
    limits,
    loads: templates.map((template) => (tile, signal) => picture(tileUrl(template, layer.subdomains, tile), signal)),
  };
}

/** @param {string} url @param {AbortSignal} signal @returns {Promise<ImageBitmap>} */
function picture(url, signal) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.decoding = 'async';
    // Providers tie a browser's key to a domain: they must learn ours, and not the page's address with it.
    image.referrerPolicy = 'origin';
    // Decoded once and not at each paint: a drag paints every tile again.
    image.addEventListener('load', () => resolve(createImageBitmap(image)));
    image.addEventListener('error', () => reject(new Error('a tile could not be loaded')));
    signal.addEventListener('abort', () => {
      image.removeAttribute('src');
      reject(new Error('a tile was no longer wanted'));
    });
    image.src = url;
  });
}

/** @param {string} url @param {{minZoom: number, maxZoom: number}} limits Narrowed once the archive has told its own. @returns {LoadTile} */
function archive(url, limits) {
  /** @type {Promise<import('pmtiles').PMTiles>|null} */
  let opening = null;

  async function open() {
    const { PMTiles } = await import('pmtiles');
    const found = new PMTiles(new URL(url, location.href).href);
    const header = await found.getHeader();
    if (header.tileType === VECTOR) throw new Error('the archive holds vector tiles');
    limits.minZoom = Math.max(limits.minZoom, header.minZoom);
    limits.maxZoom = Math.min(limits.maxZoom, header.maxZoom);
    return found;
  }

  return async ({ z, x, y }, signal) => {
    opening ??= open();
    const current = opening;
    const found = await current.catch((error) => {
      // The next tile asks again: a server may come back.
      if (opening === current) opening = null;
      throw error;
    });
    if (z < limits.minZoom || z > limits.maxZoom) return null;
    const tile = await found.getZxy(z, x, y, signal);
    return tile ? createImageBitmap(new Blob([tile.data])) : null;
  };
}
