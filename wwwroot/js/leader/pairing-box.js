// 结对单位 of a place, with what they brought there.
import { h, keepFocus, replace } from '../ui/dom.js';
import { pairArea, partArea } from './people/place-dialogs.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {import('./people/editor.js').Editor} options.editor
 * @param {(code: string) => void} options.onOrganization
 */
export function createPairingBox({ app, surroundings, editor, onOrganization }) {
  const { t } = app;
  const list = h('ul', { class: 'pairs' });
  const element = h('section', { class: 'box', hidden: true }, h('h3', { class: 'gold' }, t('pairing.title')), list);
  /** @type {string|null} */
  let area = null;

  function paint() {
    const code = area;
    const pairs = code ? surroundings.pairedWith(code) : [];
    element.hidden = pairs.length === 0;
    if (!code) return;
    const tools = editor.isOpen() && editor.may(code);
    keepFocus(list, () =>
      replace(
        list,
        pairs.map(({ organization, pairing }) => {
          const place = { code, name: pairing.areaName };
          return h(
            'li',
            { class: 'pair' },
            h(
              'button',
              {
                type: 'button',
                class: 'pair-name',
                data: { key: organization.code },
                on: { click: () => onOrganization(organization.code) },
              },
              organization.name,
            ),
            h('small', { class: 'quiet' }, countsOf(pairing, t)),
            tools &&
              h(
                'span',
                { class: 'person-tools' },
                h(
                  'button',
                  {
                    type: 'button',
                    class: 'mini',
                    data: { key: `counts ${organization.code}` },
                    on: {
                      click: () =>
                        pairArea(app, place, surroundings.organizations, { ...pairing, code: organization.code }),
                    },
                  },
                  t('pairing.counts'),
                ),
                h(
                  'button',
                  {
                    type: 'button',
                    class: 'mini',
                    data: { key: `part ${organization.code}` },
                    on: { click: () => partArea(app, place, organization) },
                  },
                  t('pairing.part'),
                ),
              ),
          );
        }),
      ),
    );
  }

  return {
    element,
    paint,
    /** @param {string|null} code */
    show(code) {
      area = code;
      paint();
    },
  };
}

/** @param {import('../contract.js').Pairing} pairing @param {import('../ui/i18n.js').Translate} t */
export function countsOf({ members, services }, t) {
  return [
    typeof members === 'number' && t('pairing.memberCount', { n: members }),
    typeof services === 'number' && t('pairing.serviceCount', { n: services }),
  ]
    .filter(Boolean)
    .join(' · ');
}
