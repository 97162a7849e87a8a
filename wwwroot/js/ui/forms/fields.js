// The plain fields of an action's form: words, yes or no, a tick.
import { h } from '../dom.js';

/**
 * One field. `collect` answers what goes into the command, or, as a string, the name of what is missing; `send` is what
 * has to be done ahead of the command, and answers what went wrong in words; `shots` are what it would send.
 * @typedef {{element: HTMLElement, collect: () => Record<string, unknown>|string, send?: () => Promise<string|null>, shots?: () => Shot[]}} Part
 * @typedef {{id: string, kind: string, blob: Blob}} Shot
 */

/** @param {string} key @param {string} label @param {boolean} required @returns {Part} */
export function textPart(key, label, required) {
  const area = h('textarea', { maxlength: '500', rows: '2', name: key });
  return {
    element: h('label', { class: 'field' }, label, area),
    collect: () => {
      const text = area.value.trim();
      if (required && text === '') return label;
      return text === '' ? {} : { [key]: text };
    },
  };
}

/** @param {string} key @param {string} label @param {string} yes @param {string} no @param {boolean} [chosen] @returns {Part} */
export function choicePart(key, label, yes, no, chosen) {
  const name = `choice-${key}`;
  const radio = (/** @type {string} */ value, /** @type {string} */ words, /** @type {boolean} */ checked) =>
    h('label', { class: 'choice' }, h('input', { type: 'radio', name, value, checked }), h('span', null, words));
  const group = h(
    'fieldset',
    { class: 'choices' },
    h('legend', null, label),
    radio('yes', yes, chosen === true),
    radio('no', no, chosen === false),
  );
  return {
    element: group,
    collect: () => {
      const picked = /** @type {HTMLInputElement|null} */ (group.querySelector('input:checked'));
      return picked ? { [key]: picked.value === 'yes' } : label;
    },
  };
}

/** @param {string} key @param {string} label @param {boolean} [checked] @returns {Part} */
export function checkPart(key, label, checked = true) {
  const box = h('input', { type: 'checkbox', checked });
  return {
    element: h('label', { class: 'choice' }, box, h('span', null, label)),
    collect: () => ({ [key]: box.checked }),
  };
}

/** Nothing to fill in: what will happen, in words. @param {string} words @returns {Part} */
export function wordsPart(words) {
  return { element: h('p', { class: 'form-words' }, words), collect: () => ({}) };
}
