// A gap among the staff by shape as well as by colour: a broken ring for who is missing, a triangle for what is too
// large, a small bar for what is too small, a clock's hand for a term that ends.
import { svg } from './dom.js';

/** @type {Record<import('../contract.js').FindingKind, string>} */
const SHAPES = {
  vacancy: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2Z',
  tooLarge: 'M8 1.500 15.300 14.300H.7Z',
  tooSmall: 'M2 6.500h12v3H2Z',
  termEnding: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2ZM8 4.500V8l2.500 2',
};

/** @param {import('../contract.js').FindingKind} kind @returns {SVGElement} */
export function gapShape(kind) {
  return svg(
    'svg',
    { viewBox: '0 0 16 16', class: `shape gap-shape gap-shape-${kind}`, 'aria-hidden': 'true' },
    svg('path', { d: SHAPES[kind] }),
  );
}
