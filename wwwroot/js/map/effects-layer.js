// What moves: the ring around the selection, the pulse where something lands, the slow pulse of what is urgent.
// Only the few pixels of running effects are repainted, and nothing at all while there are none.

/** @typedef {import('./scene.js').View} View */
/** @typedef {{at: () => {x: number, y: number}|undefined, colour: (palette: import('./palette.js').Palette) => string, start: number, lasts: number, reach: number}} Effect */

/** Thirty frames a second are enough for a ring and half the work. */
const FRAME_MS = 33;
const PERIOD_MS = 2_200;

/**
 * @param {{redraw: () => void, selection: () => {x: number, y: number}|undefined, urgent: () => Iterable<{x: number, y: number}|undefined>, still: boolean}} options
 */
export function createEffectsLayer({ redraw, selection, urgent, still }) {
  /** @type {Set<Effect>} */
  const effects = new Set();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  function again() {
    clearTimeout(timer);
    timer = setTimeout(redraw, FRAME_MS);
  }

  /** @param {View} view @param {{x: number, y: number}} at @param {number} part @param {string} colour @param {number} reach */
  function ring({ ctx, unit }, at, part, colour, reach) {
    ctx.globalAlpha = (1 - part) * 0.9;
    ctx.strokeStyle = colour;
    ctx.lineWidth = (2.4 - 1.4 * part) * unit;
    ctx.beginPath();
    ctx.arc(at.x, at.y, (14 + (reach - 14) * part) * unit, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }

  return {
    /** @param {View} view */
    paint(view) {
      const now = performance.now();
      const { ctx, palette, unit } = view;
      let moving = false;
      for (const effect of effects) {
        const elapsed = now - effect.start;
        if (elapsed > effect.lasts) {
          effects.delete(effect);
          continue;
        }
        moving = true;
        const at = effect.at();
        if (!at) continue;
        for (const shift of [0, 0.33, 0.66])
          ring(view, at, (elapsed / 1_500 + shift) % 1, effect.colour(palette), effect.reach);
      }
      for (const at of urgent()) {
        if (!at) continue;
        if (still) ring(view, at, 0.35, palette.alert, 34);
        else {
          moving = true;
          ring(view, at, (now / PERIOD_MS) % 1, palette.alert, 36);
          ring(view, at, (now / PERIOD_MS + 0.5) % 1, palette.alert, 36);
        }
      }
      const chosen = selection();
      if (chosen) {
        ctx.strokeStyle = palette.text;
        ctx.lineWidth = 2.6 * unit;
        ctx.beginPath();
        ctx.arc(chosen.x, chosen.y, 17.5 * unit, 0, 2 * Math.PI);
        ctx.stroke();
      }
      if (moving && !still) again();
    },
    /**
     * @param {() => {x: number, y: number}|undefined} at
     * @param {Effect['colour']} colour
     */
    pulse(at, colour) {
      effects.add({ at, colour, start: performance.now(), lasts: still ? 1_500 : 9_000, reach: 58 });
      redraw();
    },
    destroy() {
      clearTimeout(timer);
      effects.clear();
    },
  };
}
