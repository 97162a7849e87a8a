// The queues with their figures: the pressed one is what list and map show.
import { h, setText } from '../ui/dom.js';
import { queueOfKey, queuesOf } from './queues.js';

/**
 * @param {object} options
 * @param {Pick<import('../ui/app.js').App, 't'|'session'>} options.app
 * @param {import('./selection.js').Selection} options.selection
 */
export function createCounters({ app: { t, session }, selection }) {
  const queues = queuesOf(session.role);
  const keys = new Map(
    [...'1234567890'].flatMap((key) => {
      const queue = queueOfKey(session.role, key);
      return queue ? [[queue, key]] : [];
    }),
  );
  const buttons = queues.map((queue) => {
    const figure = h('strong', null, '—');
    const key = keys.get(queue);
    const button = h(
      'button',
      {
        type: 'button',
        class: `counter counter-${queue}`,
        title: `${t(`queue.${queue}.hint`)}${key ? ` (${key})` : ''}`,
        'aria-keyshortcuts': key,
        data: { queue },
        on: { click: () => selection.set({ queue }) },
      },
      figure,
      h('span', null, t(`queue.${queue}`)),
    );
    return { queue, figure, button };
  });
  /** What the pressed one counts; the list below holds exactly these. */
  const formula = h('p', { class: 'quiet queue-formula' });
  const element = h(
    'div',
    null,
    h(
      'div',
      { class: `counters ${queues.length > 4 ? 'is-double' : ''}`, role: 'group', 'aria-label': t('queue.label') },
      buttons.map(({ button }) => button),
    ),
    formula,
  );
  return {
    element,
    /** @param {Record<string, number>|null} counts Null: nothing is known yet, which is not zero. */
    show(counts) {
      for (const { queue, figure, button } of buttons) {
        const value = counts?.[queue];
        setText(figure, value === undefined ? '—' : String(value));
        button.classList.toggle('is-some', Boolean(value));
        button.setAttribute('aria-pressed', String(selection.current.queue === queue));
      }
      setText(formula, t(`queue.${selection.current.queue}.hint`));
    },
    destroy: () => element.remove(),
  };
}
