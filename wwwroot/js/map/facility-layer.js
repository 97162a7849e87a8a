// Facilities (阵地) as points with the icon of their kind, and their names where there is room.
import { pathOf } from './drawing.js';
import { claim } from './name-layer.js';
import { mercatorX, mercatorY } from './mercator.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./name-layer.js').Rect} Rect */
/** @typedef {{code: string, name: string, lon: number, lat: number, strokes: string}} FacilityPoint `strokes`: the icon on a 24 × 24 field. */

const MARKS_FROM = 14.6;
const NAMES_FROM = 17.2;
const RADIUS = 11;

export function createFacilityLayer() {
  /** @type {{facility: FacilityPoint, x: number, y: number, icon: Path2D}[]} */
  let points = [];
  /** @type {{code: string, x: number, y: number, reach: number}[]} Where they were painted, in layer points. */
  let painted = [];
  /** @type {string|null} */
  let chosen = null;
  let shown = true;

  /** @param {View} view @param {{x: number, y: number}} at @param {Path2D} icon @param {boolean} isChosen */
  function mark({ ctx, palette, unit }, { x, y }, icon, isChosen) {
    ctx.beginPath();
    ctx.roundRect(x - RADIUS * unit, y - RADIUS * unit, 2 * RADIUS * unit, 2 * RADIUS * unit, 6 * unit);
    ctx.fillStyle = palette.marker;
    ctx.fill();
    ctx.lineWidth = (isChosen ? 2.6 : 1.4) * unit;
    ctx.strokeStyle = isChosen ? palette.focus : palette.gold;
    ctx.stroke();
    ctx.save();
    ctx.translate(x - 7.5 * unit, y - 7.5 * unit);
    ctx.scale((15 / 24) * unit, (15 / 24) * unit);
    ctx.strokeStyle = palette.gold;
    ctx.lineWidth = 2.2;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    ctx.stroke(icon);
    ctx.restore();
  }

  return {
    /** @param {readonly FacilityPoint[]} facilities */
    set(facilities) {
      points = facilities.map((facility) => ({
        facility,
        x: mercatorX(facility.lon),
        y: mercatorY(facility.lat),
        icon: pathOf(facility.strokes),
      }));
    },
    isEmpty: () => points.length === 0,
    /** @param {string|null} code */
    choose(code) {
      chosen = code;
    },
    /** @param {boolean} visible */
    show(visible) {
      shown = visible;
    },
    /** The marks painted in a box of layer points: plates keep off them. @param {Rect} box */
    standing: ({ left, top, right, bottom }) =>
      painted.filter(
        ({ x, y, reach }) => x + reach > left && x - reach < right && y + reach > top && y - reach < bottom,
      ),
    /** @param {View} view */
    paintMarks(view) {
      painted = [];
      const { scale, originX, originY, unit, box } = view;
      if (!shown || view.zoom < MARKS_FROM) return;
      for (const { facility, x, y, icon } of points) {
        if (x < box.minX || x > box.maxX || y < box.minY || y > box.maxY) continue;
        const at = { x: x * scale - originX, y: y * scale - originY };
        const reach = (RADIUS + 2) * unit;
        painted.push({ code: facility.code, ...at, reach });
        mark(view, at, icon, facility.code === chosen);
      }
    },
    /** @param {View} view @param {Rect[]} taken */
    paintNames(view, taken) {
      for (const { x, y, reach } of painted)
        taken.push({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
      if (view.zoom < NAMES_FROM) return;
      const { ctx, palette, unit } = view;
      ctx.font = `600 ${view.px(12)}px ${palette.font}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.lineJoin = 'round';
      ctx.lineWidth = 3.5 * unit;
      for (const { code, x, y, reach } of painted) {
        const name = points.find(({ facility }) => facility.code === code)?.facility.name ?? '';
        const half = ctx.measureText(name).width / 2 + 4 * unit;
        const middle = y + reach + 9 * unit;
        if (!claim(taken, { left: x - half, right: x + half, top: middle - 9 * unit, bottom: middle + 9 * unit }))
          continue;
        ctx.strokeStyle = palette.halo;
        ctx.strokeText(name, x, middle);
        ctx.fillStyle = palette.gold;
        ctx.fillText(name, x, middle);
      }
    },
    /** @param {{x: number, y: number}} point In layer points. @returns {string|null} */
    hit: (point) =>
      painted.find(({ x, y, reach }) => Math.abs(point.x - x) <= reach && Math.abs(point.y - y) <= reach)?.code ?? null,
  };
}
