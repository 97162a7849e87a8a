// Marks of the staffing view: a broken ring with the number of missing holders, a triangle for what is too large. Shape
// and colour both tell them apart, and both stand on a plate of their own.

/** @typedef {import('./view.js').View} View */
/** @typedef {{missing: number, oversize: number}} Gap */
/** @typedef {{missing: string, oversize: string}} GapWords One character each: 缺, 超. */

const HEIGHT = 19;

/** Pixels that the badges take, without drawing. @param {View} view @param {Gap} gap @param {GapWords} words */
export function badgeSize(view, gap, words) {
  const { ctx, palette, unit } = view;
  ctx.font = fontOf(view, palette.font);
  let width = 0;
  for (const text of textsOf(gap, words)) width += ctx.measureText(text).width + 26 * unit;
  return { width: Math.max(0, width - 4 * unit), height: HEIGHT * unit };
}

/** From its left top corner. @param {View} view @param {number} left @param {number} top @param {Gap} gap @param {GapWords} words */
export function paintBadges(view, left, top, gap, words) {
  const { ctx, palette, unit } = view;
  ctx.font = fontOf(view, palette.font);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  let x = left;
  const y = top + (HEIGHT / 2) * unit;
  const texts = textsOf(gap, words);
  texts.forEach((text, i) => {
    const isVacancy = i === 0 && gap.missing > 0;
    const colour = isVacancy ? palette.alert : palette.groups.working;
    const width = ctx.measureText(text).width + 22 * unit;
    ctx.beginPath();
    ctx.roundRect(x, top, width, HEIGHT * unit, (HEIGHT / 2) * unit);
    ctx.fillStyle = palette.marker;
    ctx.fill();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.4 * unit;
    ctx.stroke();
    mark(view, x + 10 * unit, y, isVacancy, colour);
    ctx.fillStyle = palette.text;
    ctx.fillText(text, x + 17 * unit, y + 0.5 * unit);
    x += width + 4 * unit;
  });
}

/** Where there is no room for words. @param {View} view @param {number} x @param {number} y @param {Gap} gap */
export function paintDot(view, x, y, gap) {
  const { ctx, palette, unit } = view;
  ctx.beginPath();
  ctx.arc(x, y, 7.5 * unit, 0, 2 * Math.PI);
  ctx.fillStyle = palette.marker;
  ctx.fill();
  mark(view, x, y, gap.missing > 0, gap.missing > 0 ? palette.alert : palette.groups.working);
}

/** @param {View} view @param {number} x @param {number} y @param {boolean} isVacancy @param {string} colour */
function mark({ ctx, unit }, x, y, isVacancy, colour) {
  ctx.beginPath();
  if (isVacancy) {
    ctx.setLineDash([3.2 * unit, 1.5 * unit]);
    ctx.arc(x, y, 4.2 * unit, 0, 2 * Math.PI);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2 * unit;
    ctx.stroke();
    ctx.setLineDash([]);
    return;
  }
  ctx.moveTo(x, y - 5 * unit);
  ctx.lineTo(x + 5 * unit, y + 4 * unit);
  ctx.lineTo(x - 5 * unit, y + 4 * unit);
  ctx.closePath();
  ctx.fillStyle = colour;
  ctx.fill();
}

/** @param {Gap} gap @param {GapWords} words */
const textsOf = ({ missing, oversize }, words) => [
  ...(missing > 0 ? [`${words.missing}${missing}`] : []),
  ...(oversize > 0 ? [`${words.oversize}${oversize > 1 ? oversize : ''}`] : []),
];

/** @param {View} view @param {string} font */
const fontOf = (view, font) => `700 ${view.px(12)}px ${font}`;
