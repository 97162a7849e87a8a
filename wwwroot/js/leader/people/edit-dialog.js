// What the small dialogs of people and places share: fields with labels, one button, a refusal in words. Nothing is
// painted from an answer: the stream tells this page, as it tells every other.
import { openDialog } from '../../ui/dialog.js';
import { h, replace } from '../../ui/dom.js';

/** @typedef {import('../../ui/app.js').App} App */
/** @typedef {import('../../contract.js').Result<unknown>} Outcome */

/** Digits with spaces, + and - between them, as the server takes them. */
export const PHONE = '\\+?[0-9][0-9 \\-]{1,18}[0-9]';

/**
 * @param {App} app
 * @param {object} options
 * @param {string} options.title
 * @param {(HTMLElement|null|false)[]} options.fields
 * @param {string} options.label Of the button.
 * @param {'primary'|'danger'} [options.tone]
 * @param {() => Promise<Outcome|string>} options.run A string is what is still missing.
 */
export function openEdit(app, { title, fields, label, tone, run }) {
  const trouble = h('p', { class: 'form-problem', role: 'alert', hidden: true });
  const dialog = openDialog({
    title,
    body: [...fields.filter((field) => field !== null && field !== false), trouble],
    cancel: app.t('app.cancel'),
    actions: [
      {
        label,
        tone,
        async run() {
          if (!dialog.element.querySelector('form')?.reportValidity()) return false;
          const outcome = await run();
          const said = typeof outcome === 'string' ? outcome : outcome.problem && app.explain(outcome.problem);
          trouble.hidden = !said;
          replace(trouble, said);
          return !said;
        },
      },
    ],
  });
  return dialog;
}

/** @param {string} label @param {HTMLElement} control @param {string} [hint] */
export const field = (label, control, hint) =>
  h('label', { class: 'field' }, label, control, hint && h('small', { class: 'quiet' }, hint));

/** @param {string} label @param {boolean} checked */
export function tick(label, checked) {
  const input = h('input', { type: 'checkbox', checked });
  return { input, element: h('label', { class: 'choice' }, input, label) };
}

/** A number of things, or nothing where it is not known. @param {number|null|undefined} value */
export function countInput(value) {
  const input = h('input', { type: 'number', min: '0', max: '10000000', step: '1', value: value ?? '' });
  return { input, read: () => (input.value === '' ? null : Number(input.value)) };
}

/** @param {string|null|undefined} value */
export const phoneInput = (value) =>
  h('input', { type: 'tel', maxlength: '20', pattern: PHONE, autocomplete: 'off', value: value ?? '' });

/** @param {import('../../contract.js').Organization[]} organizations @param {string} none @param {string|null|undefined} chosen */
export const organizationSelect = (organizations, none, chosen) =>
  h(
    'select',
    null,
    h('option', { value: '' }, none),
    organizations.map(({ code, name }) => h('option', { value: code, selected: code === chosen }, name)),
  );
