// Letting a screen in: the six digits that it shows, where it hangs, and what it is about.
import { h } from '../ui/dom.js';
import { areaOptions } from './area-options.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {import('../live/area-index.js').AreaIndex} options.areas
 * @param {(pairing: {code: string, name?: string, areaCode?: string, screenId?: string}) => Promise<boolean>} options.onPair Whether it was paired.
 */
export function createPairForm({ app: { t }, areas, onPair }) {
  const code = h('input', {
    name: 'code',
    inputmode: 'numeric',
    autocomplete: 'off',
    required: true,
    maxlength: 7,
    class: 'screen-code',
    value: new URLSearchParams(location.search).get('code') ?? '',
  });
  const former = h('select', { name: 'former' });
  const name = h('input', { name: 'name', required: true, maxlength: 60, placeholder: t('screens.namePlace') });
  const area = h('select', { name: 'area' }, areaOptions(areas));
  const nameField = h('label', { class: 'field' }, t('screens.name'), name);
  const areaField = h('label', { class: 'field' }, t('screens.area'), area);
  const button = h('button', { type: 'submit', class: 'button button-primary' }, t('screens.pair'));
  former.addEventListener('change', () => {
    const isNew = former.value === '';
    nameField.hidden = areaField.hidden = !isNew;
    name.required = isNew;
  });

  return {
    element: h(
      'form',
      {
        class: 'screen-pair',
        on: {
          submit: async (/** @type {Event} */ event) => {
            event.preventDefault();
            button.disabled = true;
            const digits = code.value.replace(/\D/g, '');
            const done = await onPair(
              former.value === ''
                ? { code: digits, name: name.value.trim(), areaCode: area.value }
                : { code: digits, screenId: former.value },
            );
            if (done) code.value = name.value = '';
            button.disabled = false;
          },
        },
      },
      h('h2', null, t('screens.new')),
      h('p', { class: 'quiet' }, t('screens.newHint')),
      h('label', { class: 'field' }, t('screenPairing.code'), code),
      h('label', { class: 'field' }, t('screens.former'), former),
      nameField,
      areaField,
      button,
    ),
    /** @param {readonly import('../contract.js').Screen[]} screens Whose place a new one may take. */
    show(screens) {
      const chosen = former.value;
      former.replaceChildren(
        h('option', { value: '' }, t('screens.formerNone')),
        ...screens.map((screen) => h('option', { value: screen.id }, t('screens.formerOf', { name: screen.name }))),
      );
      former.value = screens.some(({ id }) => id === chosen) ? chosen : '';
    },
  };
}
