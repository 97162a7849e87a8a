// 工作: what the people of an area do day by day. Read when somebody looks, and again when the stream declares it stale.
import { h } from '../../ui/dom.js';
import { createCoverageSection } from './coverage-section.js';
import { createDailySection } from './daily-section.js';
import { createNoticeSection } from './notice-section.js';
import { createPatrolSection } from './patrol-section.js';

/** @typedef {import('../../live/state.js').ReferenceKind} ReferenceKind */

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {import('../selection.js').Selection} options.selection
 * @param {import('../surroundings.js').Surroundings} options.surroundings
 * @param {(code: string) => void} options.onArea
 * @param {(segments: import('../../map/track-layer.js').Segments) => void} options.onTrack
 */
export function createActivitiesPanel({ app, reference, selection, surroundings, onArea, onTrack }) {
  const area = () => selection.current.area;
  const daily = createDailySection({ app, area, onArea });
  const coverage = createCoverageSection({ app, area, onArea });
  const patrols = createPatrolSection({ app, area, onTrack });
  const notices = createNoticeSection({ app, reference, area });
  const element = h(
    'div',
    { class: 'gap-panel activities', hidden: true },
    notices.element,
    daily.element,
    coverage.element,
    patrols.element,
  );
  /** @type {string|null|undefined} Of which area it was read; undefined: never. */
  let readOf;

  function show() {
    if (selection.current.panel !== 'activities') return patrols.leave();
    if (readOf === area()) return;
    readOf = area();
    for (const section of [notices, daily, coverage, patrols]) void section.refresh();
  }

  /** @param {ReadonlySet<ReferenceKind>} kinds */
  function refresh(kinds) {
    if (readOf === undefined) return;
    // Nobody looks: it is read again when somebody does.
    if (selection.current.panel !== 'activities') {
      readOf = undefined;
      return;
    }
    if (kinds.has('dailyTasks') || kinds.has('people')) void daily.refresh();
    if (kinds.has('visits') || kinds.has('areas')) void coverage.refresh();
    if (kinds.has('notices')) void notices.refresh();
    if (kinds.has('patrols')) void patrols.refresh();
  }
  const off = surroundings.onChange(refresh);

  return {
    element,
    show,
    destroy() {
      off();
      element.remove();
    },
  };
}
