// The path of an outline, as every layer draws it.

/** Points nearer than this to the last one drawn are left out: from afar most of an outline lies within one pixel. */
const LEAST_STEP = 1.2;

/**
 * Adds an outline to the current path. GeoJSON's rings end where they began, so none is closed by hand: closePath costs
 * time in proportion to the whole path (measured: 2 s of a second's panning over 3,364 areas).
 * @param {import('./view.js').View} view
 * @param {import('./outline.js').Outline} outline
 */
export function trace({ ctx, scale, originX, originY }, outline) {
  for (const ring of outline.rings) {
    let lastX = Number.NaN;
    let lastY = Number.NaN;
    for (let i = 0; i < ring.length; i += 2) {
      const x = (ring[i] ?? 0) * scale - originX;
      const y = (ring[i + 1] ?? 0) * scale - originY;
      if (i === 0) ctx.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP && i + 2 < ring.length) continue;
      else ctx.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }
}
