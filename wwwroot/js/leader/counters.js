// Four figures that are also the list's scope.
import { h, setText } from '../ui/dom.js';
import { SCOPES } from './view.js';

/** @param {{t: import('../ui/i18n.js').Translate, selection: import('./selection.js').Selection}} options */
export function createCounters({ t, selection }) {
  const buttons = SCOPES.map((scope) => {
    const figure = h('strong', null, '—');
    const button = h(
      'button',
      { type: 'button', class: `counter counter-${scope}`, on: { click: () => selection.set({ scope }) } },
      figure,
      h('span', null, t(`leader.${scope}`)),
    );
    return { scope, figure, button };
  });
  const element = h(
    'div',
    { class: 'counters', role: 'group', 'aria-label': t('leader.list') },
    buttons.map(({ button }) => button),
  );
  return {
    element,
    /** @param {Record<string, number>|null} counts Null: nothing is known yet, which is not zero. */
    show(counts) {
      for (const { scope, figure, button } of buttons) {
        const value = counts?.[scope];
        setText(figure, value === undefined ? '—' : String(value));
        button.classList.toggle('is-some', Boolean(value));
        button.setAttribute('aria-pressed', String(selection.current.scope === scope));
      }
    },
    destroy: () => element.remove(),
  };
}
