// A new webhook: where to, and which kinds.
import { h } from '../ui/dom.js';

/** What a webhook can be told. */
export const KINDS = Object.freeze(['issue.escalated', 'issue.closed']);

/**
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {(webhook: {url: string, kinds: string[]}) => Promise<boolean>} options.onMake Whether it was made.
 */
export function createForm({ t, onMake }) {
  const url = h('input', {
    type: 'url',
    required: true,
    maxlength: 2000,
    placeholder: 'https://',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const boxes = KINDS.map((kind) => ({ kind, box: h('input', { type: 'checkbox', checked: true }) }));
  const button = h('button', { type: 'submit', class: 'button button-primary' }, t('webhooks.make'));
  return h(
    'form',
    {
      class: 'webhook-form',
      on: {
        submit: async (event) => {
          event.preventDefault();
          button.disabled = true;
          const kinds = boxes.filter(({ box }) => box.checked).map(({ kind }) => kind);
          if (await onMake({ url: url.value.trim(), kinds })) url.value = '';
          button.disabled = false;
        },
      },
    },
    h('h2', null, t('webhooks.new')),
    h('label', { class: 'field' }, t('webhooks.url'), url),
    h(
      'fieldset',
      { class: 'webhook-kinds' },
      h('legend', { class: 'quiet' }, t('webhooks.kinds')),
      boxes.map(({ kind, box }) => h('label', { class: 'choice' }, box, t(`webhooks.kind.${kind}`))),
    ),
    button,
  );
}
