// 我的任务 on the map: where one's own tasks and those to verify are. A tap leads to the task; the map is made when first looked at.
import { createLiveMap } from '../ui/live-map.js';
import { h } from '../ui/dom.js';
import { isTask, isToVerify } from './duties.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {(id: string) => void} options.onOpen To the task.
 */
export function createTaskMap({ app, reference, state, onOpen }) {
  const { t, session } = app;
  const element = h('div', { class: 'map task-map', 'aria-label': t('tasks.map') });
  /** @type {ReturnType<typeof createLiveMap>|null} */
  let live = null;
  const isShown = (/** @type {import('../contract.js').Issue} */ issue) =>
    isTask(issue, session) || isToVerify(issue, session);

  function make() {
    const made = createLiveMap(element, {
      app,
      reference,
      state,
      isShown,
      map: {
        scaleBar: false,
        labelOf: (code) => ({ name: reference().areas.name(code), line: '', weight: 0 }),
        onPick: ({ issue }) => issue && onOpen(issue),
      },
    });
    made.refresh();
    const [code] = session.areaCodes;
    const first = [...(state()?.open ?? [])].find(isShown);
    if (code) {
      made.map.focusArea(code);
      made.map.revealArea(code, false);
    } else if (first) made.map.jumpTo(first.location, 16);
    return made;
  }

  return {
    element,
    shown() {
      live ??= make();
    },
    /** @param {Iterable<string>} touched */
    update: (touched) => live?.update(touched),
    reload: () => live?.reloadAreas(),
    destroy() {
      live?.destroy();
      element.remove();
    },
  };
}
