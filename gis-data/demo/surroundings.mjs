import { box, placeBox } from './plane.mjs';
import { area, smooth } from './shapes.mjs';

/**
 * The quiet neighbourhood beyond the community, so that its streets lead somewhere. Drawn first, under everything.
 *
 * @typedef {import('./plane.mjs').Point} Point
 * @typedef {import('./shapes.mjs').Drawn} Drawn
 */

/** Blocks of ground between the streets that run on: x0, y0, x1, y1. @type {Array<[number, number, number, number]>} */
const GROUNDS = [
  [-276, 968, -17, 1226], [17, 968, 351, 1226], [389, 968, 781, 1226], [819, 968, 1171, 1226], [1209, 968, 1466, 1226],
  [-276, 662, -17, 932], [-276, 380, -17, 618], [-276, 17, -17, 232], [-276, -276, -17, -17],
  [17, -276, 351, -17], [389, -276, 781, -17], [819, -276, 940, -17], [1120, -276, 1466, -17],
  [1209, 662, 1466, 932], [1209, 372, 1466, 618], [1209, 17, 1466, 222],
];

/** Hills and a wood where the town ends. @type {Array<[string, Point[]]>} */
const HILLS = [
  ['栖云山', [[1230, 980], [1300, 972], [1380, 990], [1448, 1040], [1462, 1130], [1440, 1215], [1340, 1222], [1250, 1200], [1222, 1110]]],
  ['南屏山', [[-262, -262], [-150, -268], [-60, -240], [-30, -150], [-60, -60], [-150, -32], [-240, -60], [-268, -150]]],
];

/** Which of the grounds are left unbuilt because a hill lies there. */
const UNBUILT = new Set([4, 8]);

/** @param {import('./random.mjs').Random} random @returns {Drawn[]} */
export function surroundings(random) {
  return [
    ...GROUNDS.flatMap(([x0, y0, x1, y1], index) => (UNBUILT.has(index) ? [] : [area('context', box(x0, y0, x1, y1), { class: 'block' })])),
    ...HILLS.map(([name, ring]) => area('green', smooth(ring), { class: 'hill', name })),
    ...GROUNDS.flatMap((ground, index) => (UNBUILT.has(index) ? [] : rows(ground, random))),
  ];
}

/** Plain rows of houses; some are missing, nobody looks closely. @param {[number, number, number, number]} ground @param {import('./random.mjs').Random} random @returns {Drawn[]} */
function rows([x0, y0, x1, y1], random) {
  const width = random.pick([44, 48, 52]);
  const columns = Math.max(1, Math.floor((x1 - x0 - 20) / (width + 16)));
  const lines = Math.max(1, Math.floor((y1 - y0 - 16) / 43));
  const pitchX = (x1 - x0 - 20) / columns;
  const pitchY = (y1 - y0 - 16) / lines;
  return Array.from({ length: columns * lines }, (_, index) => index).flatMap((index) => {
    if (random.next() < 0.16) return [];
    const middle = /** @type {Point} */ ([x0 + 10 + pitchX * ((index % columns) + 0.5), y0 + 8 + pitchY * (Math.floor(index / columns) + 0.5)]);
    return [{ kind: 'context', class: 'building', ring: placeBox(middle, width, 13) }];
  });
}
