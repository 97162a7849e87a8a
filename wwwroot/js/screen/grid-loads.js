// 各网格在办: open issues by grid, on walls that are wide enough for one card more.
import { createBars } from './bars.js';

const MOST = 8;

/**
 * @param {import('../ui/i18n.js').Translate} t
 * @param {() => import('../ui/reference.js').Reference} reference
 * @param {(code: string) => number} countOf
 */
export function createGridLoads(t, reference, countOf) {
  const bars = createBars(t('screen.grids'), t('screen.now'), 'wide-only');
  return {
    element: bars.element,
    show() {
      const grids = reference()
        .areas.ofLevel('grid')
        .map(({ properties: { code, name } }) => ({ code, name, count: countOf(code) }))
        .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
      bars.show(grids.slice(0, MOST));
    },
  };
}
