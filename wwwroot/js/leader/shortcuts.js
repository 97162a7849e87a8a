// What the keys do on this page.
import { openHelp } from './help.js';
import { createKeys } from './keys.js';
import { decides, queueOfKey } from './queues.js';
import { FILING, NO_PLACE } from './selection.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {import('./selection.js').Selection} options.selection
 * @param {ReturnType<typeof import('./panels.js').createPanels>} options.panels
 * @param {import('../ui/command.js').Commands} options.commands
 * @param {ReturnType<typeof import('./right-side.js').createRightSide>} options.right
 * @param {() => import('./replay/past.js').Past} options.past
 */
export function createShortcuts({ app, selection, panels: { search, list, marks }, right, commands, past }) {
  const { role } = app.session;

  /** @param {number} by */
  function step(by) {
    const issue = list.neighbour(by);
    if (issue) selection.set({ issue, ...NO_PLACE });
  }

  return createKeys({
    search: search.focus,
    step,
    close: right.close,
    help: () => openHelp(app),
    read() {
      if (!selection.current.issue) step(1);
      right.sheet.focus();
    },
    mark() {
      const { issue } = selection.current;
      if (decides(role) && issue && list.order().includes(issue)) marks.toggle(issue);
    },
    file() {
      if (decides(role) && !app.clock.at()) selection.set(FILING);
    },
    undo: commands.undoLast,
    replay: () => past().toggle(),
    queue(key) {
      const queue = queueOfKey(role, key);
      if (queue) selection.set({ queue, panel: 'issues' });
    },
    act: (key) => selection.current.issue !== null && right.sheet.press(key),
  });
}
