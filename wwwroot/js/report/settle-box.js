// 自办自结: a small matter that was put right there and then is reported and done in one go, with a photo of before and of after.
import { h } from '../ui/dom.js';
import { createCapture } from './capture.js';

/** @param {{t: import('../ui/i18n.js').Translate, onChange: () => void}} options */
export function createSettleBox({ t, onChange }) {
  const capture = createCapture({ t, kind: 'after', words: 'report.afterPhoto', hint: 'report.afterHint', onChange });
  const answer = h('textarea', {
    class: 'words',
    rows: '1',
    maxlength: '500',
    placeholder: t('report.settleWords'),
    'aria-label': t('report.settleWords'),
    on: { input: onChange },
  });
  const more = h('div', { class: 'settle-more', hidden: true }, capture.element, answer);
  const box = h('input', {
    type: 'checkbox',
    role: 'switch',
    on: {
      change: () => {
        more.hidden = !box.checked;
        onChange();
      },
    },
  });
  const element = h(
    'div',
    { class: 'settle', hidden: true },
    h(
      'label',
      { class: 'settle-switch' },
      h('span', null, h('strong', null, t('report.settle')), h('small', null, t('report.settleHint'))),
      box,
    ),
    more,
  );
  return {
    element,
    /** Only small categories are settled there. @param {boolean} may */
    offer(may) {
      const isNew = may && element.hidden;
      element.hidden = !may;
      // On a small phone it stands below the tiles, where nobody would look.
      if (isNew) element.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    },
    get isOn() {
      return !element.hidden && box.checked;
    },
    get answer() {
      return answer.value.trim();
    },
    /** @returns {readonly import('./capture.js').Shot[]} */
    get shots() {
      return capture.shots;
    },
    /** @returns {Promise<void>} */
    finish: () => capture.finish(),
    /** Of a draft. @param {{isOn: boolean, answer: string, shots: {id: string, blob: Blob}[]}} kept */
    restore({ isOn, answer: words, shots }) {
      box.checked = isOn;
      more.hidden = !isOn;
      answer.value = words;
      capture.restore(shots);
    },
    clear() {
      box.checked = false;
      more.hidden = true;
      answer.value = '';
      capture.clear();
    },
    destroy: () => capture.destroy(),
  };
}
