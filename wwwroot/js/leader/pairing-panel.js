// 单位结对: the organizations, and of the chosen one its areas. The map highlights them.
import { h, keepFocus, replace } from '../ui/dom.js';
import { hasMessage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';
import { callLink } from '../ui/call-link.js';
import { countsOf } from './pairing-box.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {import('./selection.js').Selection} options.selection
 * @param {(code: string) => void} options.onArea
 */
export function createPairingPanel({ app, surroundings, selection, onArea }) {
  const { t } = app;
  const list = h('ul', { class: 'gaps', 'aria-label': t('pairing.list') });
  const note = h('p', { class: 'list-note' });
  const element = h('div', { class: 'gap-panel', hidden: true }, list, note);

  /** @param {import('../contract.js').Organization} organization */
  function entry({ code, name, kind, phone, pairings }) {
    const chosen = selection.current.organization === code;
    return h(
      'li',
      { class: chosen ? 'organization is-chosen' : 'organization' },
      h(
        'button',
        {
          type: 'button',
          class: 'gap',
          'aria-expanded': String(chosen),
          data: { key: code, organization: code },
          on: { click: () => selection.set({ organization: chosen ? null : code }) },
        },
        h(
          'strong',
          null,
          name,
          pairings.length > 0 && h('small', { class: 'quiet' }, t('pairing.areas', { n: pairings.length })),
        ),
        h('span', { class: 'gap-line quiet' }, hasMessage(`organization.${kind}`) ? t(`organization.${kind}`) : kind),
      ),
      chosen && phone && callLink(app, phone, name),
      chosen &&
        h(
          'ul',
          { class: 'paired-areas' },
          pairings.map((pairing) =>
            h(
              'li',
              null,
              h(
                'button',
                {
                  type: 'button',
                  class: 'pair-name',
                  data: { key: `${code} ${pairing.areaCode}` },
                  on: { click: () => onArea(pairing.areaCode) },
                },
                icon('pin'),
                pairing.areaName,
              ),
              h('small', { class: 'quiet' }, countsOf(pairing, t)),
            ),
          ),
        ),
    );
  }

  function paint() {
    const paired = surroundings.organizations.filter(({ pairings }) => pairings.length > 0);
    const others = surroundings.organizations.filter(({ pairings }) => pairings.length === 0);
    keepFocus(list, () => replace(list, [...paired, ...others].map(entry)));
    replace(
      note,
      surroundings.trouble('pairings') ?? (surroundings.organizations.length === 0 ? t('pairing.none') : ''),
    );
  }
  const off = surroundings.onChange((kinds) => {
    if (kinds.has('pairings') && selection.current.panel === 'pairings') paint();
  });

  return {
    element,
    paint,
    destroy() {
      off();
      element.remove();
    },
  };
}
