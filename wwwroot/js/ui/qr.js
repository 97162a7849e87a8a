// A QR code as one SVG path: sharp at every size on the wall, on paper and on the phone.
import { create } from 'qrcode';
import { svg } from './dom.js';

/** Modules of quiet ground around the code that readers need (ISO/IEC 18004). */
const QUIET = 4;

/**
 * Which modules are dark, row by row.
 * @param {string} text What a reader gets, such as an address.
 * @param {'L'|'M'|'Q'|'H'} [level] How much of it may be soiled: 7, 15, 25 or 30 %.
 * @returns {boolean[][]}
 */
export function qrMatrix(text, level = 'M') {
  const { data, size } = create(text, { errorCorrectionLevel: level }).modules;
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => !!data[row * size + column]),
  );
}

/** The dark modules as a path, runs of a row as one rectangle; the quiet ground counted in. @param {boolean[][]} matrix @returns {string} */
export function qrPath(matrix) {
  let path = '';
  for (const [y, row] of matrix.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x++;
      const length = x - start + 1;
      path += `M${start + QUIET} ${y + QUIET}h${length}v1h-${length}z`;
    }
  }
  return path;
}

/**
 * Black on white in every theme, for readers do not know themes. Its size is the style sheet's matter (class `qr`).
 * @param {string} text
 * @param {{label: string, level?: 'L'|'M'|'Q'|'H'}} options `label` for those who hear the page.
 * @returns {SVGElement}
 */
export function qr(text, { label, level }) {
  const matrix = qrMatrix(text, level);
  const side = matrix.length + 2 * QUIET;
  return svg(
    'svg',
    { class: 'qr', viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' },
    svg('rect', { width: side, height: side, fill: '#ffffff' }),
    svg('path', { d: qrPath(matrix), fill: '#000000' }),
  );
}
