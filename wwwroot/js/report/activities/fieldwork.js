// Visits and patrols beside the people in 我的网格, on one map.
import { createCoverageView } from './coverage-view.js';
import { createPatrolView } from './patrol-view.js';
import { createSegments } from './segments.js';

/** @typedef {Pick<import('../../map/battle-map.js').BattleMap, 'tintBuildings'|'setTrack'>} FieldMap */
/** @typedef {ReturnType<typeof createFieldwork>} Fieldwork */

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {import('./keep.js').Keep} options.keep
 * @param {(found: {building: string, note: string}) => void} options.onProblem
 */
export function createFieldwork({ app, reference, keep, onProblem }) {
  const { t } = app;
  /** @type {FieldMap|null} */
  let map = null;
  /** @type {(code: string) => 'done'|'working'|null} */
  let tint = () => null;
  /** @type {import('../../map/track-layer.js').Segments} */
  let track = [];
  let isCoverage = false;
  const plain = () => null;
  const coverage = createCoverageView({
    app,
    reference,
    keep,
    onProblem,
    onTint(next) {
      tint = next;
      if (isCoverage) map?.tintBuildings(tint);
    },
  });
  const patrol = createPatrolView({
    app,
    keep,
    onTrack(segments) {
      track = segments;
      map?.setTrack(segments);
    },
  });

  /** @param {boolean} shown */
  function tinted(shown) {
    isCoverage = shown;
    map?.tintBuildings(shown ? tint : plain);
  }

  return {
    /** The tab's views: people first. @param {HTMLElement} people */
    segments: (people) =>
      createSegments(t('grid.title'), [
        { key: 'people', label: t('grid.people'), element: people, shown: () => tinted(false) },
        {
          key: 'visits',
          label: t('visit.tab'),
          element: coverage.element,
          shown() {
            tinted(true);
            coverage.shown();
          },
        },
        {
          key: 'patrol',
          label: t('patrol.title'),
          element: patrol.element,
          shown() {
            tinted(false);
            patrol.shown();
          },
        },
      ]),
    /** The map was made. @param {FieldMap} made */
    attach(made) {
      map = made;
      map.setTrack(track);
      if (isCoverage) map.tintBuildings(tint);
    },
    pick: coverage.pick,
    isWalking: () => patrol.isWalking(),
    /** Whoever leaves the phone leaves the patrol. */
    leave: () => patrol.end(),
    /** @param {ReadonlySet<import('../../live/state.js').ReferenceKind>} stale */
    refresh(stale) {
      if (stale.has('visits') || stale.has('areas')) void coverage.refresh();
      if (stale.has('patrols')) void patrol.refresh();
    },
    destroy() {
      coverage.destroy();
      patrol.destroy();
    },
  };
}
