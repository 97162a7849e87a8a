// An abstract of a battle map behind the card: streets, houses, a few breathing issues. Seeded, so it never flickers.
import { svg } from '../ui/dom.js';

/** @returns {SVGElement} */
export function backdrop() {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  /** @type {SVGElement[]} */
  const parts = [];
  const columns = [-40, 240, 470, 760, 1010, 1290, 1500];
  const rows = [-30, 170, 400, 620, 860, 940];
  const lean = (/** @type {number} */ x, /** @type {number} */ y) => ({ x: x - y * 0.06, y: y + x * 0.05 });
  for (let i = 0; i + 1 < columns.length; i++) {
    for (let j = 0; j + 1 < rows.length; j++) {
      const [left = 0, right = 0, top = 0, bottom = 0] = [columns[i], columns[i + 1], rows[j], rows[j + 1]];
      for (let y = top + 34; y + 30 < bottom; y += 42) {
        for (let x = left + 30; x + 56 < right; x += 66) {
          if (random() < 0.22) continue;
          const at = lean(x, y);
          parts.push(
            svg('rect', {
              class: 'house',
              x: at.x,
              y: at.y,
              width: 48,
              height: 14,
              rx: 2,
              transform: `rotate(3 ${at.x} ${at.y})`,
            }),
          );
        }
      }
    }
  }
  for (const x of columns) {
    const a = lean(x, -60);
    const b = lean(x, 1000);
    parts.push(svg('line', { class: 'street', x1: a.x, y1: a.y, x2: b.x, y2: b.y }));
  }
  for (const y of rows) {
    const a = lean(-100, y);
    const b = lean(1600, y);
    parts.push(svg('line', { class: 'street', x1: a.x, y1: a.y, x2: b.x, y2: b.y }));
  }
  const colours = ['--working', '--checking', '--done', '--waiting'];
  for (let i = 0; i < 16; i++) {
    const at = lean(80 + random() * 1300, 60 + random() * 780);
    parts.push(svg('circle', { class: 'spot', cx: at.x, cy: at.y, r: 5, fill: `var(${colours[i % 4]})` }));
  }
  return svg('svg', { viewBox: '0 0 1440 900', preserveAspectRatio: 'xMidYMid slice' }, ...parts);
}
