// The small maps of this page: areas and the own ground of one community, read once.
import { createAreaIndex } from '../live/area-index.js';
import { createBattleMap } from '../map/battle-map.js';
import { createLocator } from '../map/locator.js';

/** @typedef {Awaited<ReturnType<typeof loadGround>>} Ground */

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {string} code @param {boolean} withBase
 */
export async function loadGround({ door, t, theme }, code, withBase) {
  const [found, base] = await Promise.all([door.areas(code), withBase ? door.baseMap(code) : null]);
  const features = found.value?.features ?? [];
  const areas = createAreaIndex(features);
  const locator = createLocator(features);

  return {
    problem: found.problem ?? null,
    areas,
    /** @param {{lon: number, lat: number}} place */
    describe(place) {
      const { building, area } = locator.at(place);
      const grid = areas.ancestorOf(area, 'grid');
      return { building, words: [areas.name(building) || areas.name(area), grid?.name].filter(Boolean).join(' · ') };
    },
    /** @param {HTMLElement} container @param {Partial<import('../map/battle-map.js').BattleMapOptions>} [more] */
    mapIn(container, more) {
      const map = createBattleMap(container, {
        areas: features,
        // The map works without its ground.
        base: base?.value?.features ?? [],
        creditWords: { approval: (number) => t('map.approval', { number }), trouble: { some: '', all: '' } },
        countOf: () => 0,
        labelOf: (area) => ({ name: areas.name(area), line: '', weight: 0 }),
        leaderOf: () => null,
        isOverdue: () => false,
        scaleBar: false,
        ...more,
      });
      map.showLayer('load', false);
      const off = theme.onChange(() => map.retheme());
      return {
        ...map,
        destroy() {
          off();
          map.destroy();
        },
      };
    },
  };
}
