// 工作: what the people of an area do day by day. Read when somebody looks, and again when the stream declares it stale.
import { h } from '../../ui/dom.js';
import { createDailySection } from './daily-section.js';

/** @typedef {import('../../live/state.js').ReferenceKind} ReferenceKind */

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {import('../selection.js').Selection} options.selection
 * @param {import('../surroundings.js').Surroundings} options.surroundings
 * @param {(code: string) => void} options.onArea
 */
export function createActivitiesPanel({ app, selection, surroundings, onArea }) {
  const area = () => selection.current.area;
  const daily = createDailySection({ app, area, onArea });
  const element = h('div', { class: 'gap-panel activities', hidden: true }, daily.element);
  /** @type {string|null|undefined} Of which area it was read; undefined: never. */
  let readOf;

  function show() {
    if (selection.current.panel !== 'activities' || readOf === area()) return;
    readOf = area();
    void daily.refresh();
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
