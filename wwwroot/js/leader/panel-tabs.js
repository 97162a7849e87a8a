// What the left side lists: issues, figures, daily work, what is missing among the staff, or the paired organizations. The staffing tab
// carries its figure wherever one looks.
import { h, setText } from '../ui/dom.js';

/** @typedef {import('./selection.js').Panel} Panel */

/** @type {readonly Panel[]} */
const PANELS = ['issues', 'figures', 'activities', 'staffing', 'pairings'];

/**
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {import('../contract.js').Session} options.session
 * @param {import('./selection.js').Selection} options.selection
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {Record<Panel, HTMLElement[]>} options.contents
 */
export function createPanelTabs({ t, session, selection, surroundings, contents }) {
  const figure = h('b', { class: 'tab-figure' });
  // What workers did is told to those who lead them.
  const mayLead = ['admin', 'leader', 'desk'].includes(session.role);
  const buttons = PANELS.filter((panel) => mayLead || panel !== 'activities').map((panel) => ({
    panel,
    button: h(
      'button',
      { type: 'button', data: { panel }, on: { click: () => selection.set({ panel }) } },
      t(`panel.${panel}`),
      panel === 'staffing' && figure,
    ),
  }));
  const element = h(
    'div',
    { class: 'panel-tabs', role: 'group', 'aria-label': t('panel.label') },
    buttons.map(({ button }) => button),
  );

  function show() {
    const now = selection.current.panel;
    for (const { panel, button } of buttons) {
      button.setAttribute('aria-pressed', String(panel === now));
      for (const part of contents[panel]) part.hidden = panel !== now;
    }
  }

  function count() {
    const { staffing } = surroundings;
    const n = staffing?.counts.reduce((sum, level) => sum + level.vacancies + level.tooLarge, 0) ?? 0;
    setText(figure, staffing ? String(n) : '');
    figure.title = t('staffing.figure');
    figure.hidden = !staffing;
    figure.classList.toggle('is-some', n > 0);
  }
  const off = surroundings.onChange(count);
  show();
  count();

  return {
    element,
    show,
    destroy() {
      off();
      element.remove();
    },
  };
}
