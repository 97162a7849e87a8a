// Status in words, shape and colour together, so that none of the three has to be seen.
import { groupOf, STATUS_GROUPS } from '../contract.js';
import { h, svg } from './dom.js';

/** @typedef {import('../contract.js').Status} Status */
/** @typedef {import('../contract.js').StatusGroup} StatusGroup */
/** @typedef {import('../contract.js').Shape} Shape */

/** @type {Record<Shape, string>} */
const SHAPES = {
  diamond: 'M8 .8 15.200 8 8 15.200 .8 8Z',
  circle: 'M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13Z',
  triangle: 'M8 1.500 15.300 14.300H.7Z',
  check: 'M1.500 8.700 6.200 13.200 14.700 3.500',
  bar: 'M3.500 1.500h9v13h-9Z',
};

/** @param {StatusGroup} group @returns {SVGElement} */
export function statusShape(group) {
  const { shape } = STATUS_GROUPS[group];
  return svg(
    'svg',
    { viewBox: '0 0 16 16', class: `shape shape-${shape} group-${group}`, 'aria-hidden': 'true' },
    svg('path', { d: SHAPES[shape] }),
  );
}

/** @param {Status} status @param {(key: string) => string} t @returns {HTMLElement} */
export function statusBadge(status, t) {
  const group = groupOf(status);
  return h('span', { class: `badge group-${group}` }, statusShape(group), t(`status.${status}`));
}
