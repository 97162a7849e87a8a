// Which areas hold a point, on the page itself: for words beside a pin. The server decides again with its own polygons.
import { contains, outlineOf } from './outline.js';
import { mercatorX, mercatorY } from './mercator.js';

/** @param {import('../contract.js').AreaFeature[]} features */
export function createLocator(features) {
  const shapes = features.flatMap(({ properties: { code, level }, geometry }) => {
    const outline = outlineOf(geometry);
    return outline ? [{ code, level, outline }] : [];
  });
  /** @param {number} x @param {number} y @param {string} level */
  const at = (x, y, level) =>
    shapes.find((shape) => shape.level === level && contains(shape.outline, x, y))?.code ?? null;

  return {
    /** @param {{lon: number, lat: number}} place @returns {{building: string|null, area: string|null}} */
    at({ lon, lat }) {
      const x = mercatorX(lon);
      const y = mercatorY(lat);
      return { building: at(x, y, 'building'), area: at(x, y, 'microgrid') ?? at(x, y, 'grid') };
    },
  };
}
