// 窗口登记: an issue filed for somebody who stands at the counter or calls. The map stays in sight, to be pointed at.
import { createChoice } from '../../ui/choice.js';
import { h, replace } from '../../ui/dom.js';
import { uuid } from '../../ui/uuid.js';
import { field, phoneInput } from '../people/edit-dialog.js';
import { NO_PLACE } from '../selection.js';
import { createKinds } from './kinds.js';
import { createSimilar } from './similar.js';
import { createSpot } from './spot.js';

/** @typedef {'counter'|'hotline'|'meeting'|'superior'} Source */
/** @type {readonly Source[]} */
const SOURCES = ['counter', 'hotline', 'meeting', 'superior'];

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {() => import('../../live/state.js').LiveState|null} options.state
 * @param {import('../selection.js').Selection} options.selection
 * @param {import('../../ui/command.js').Commands} options.commands
 * @param {import('../../ui/toast.js').Toasts} options.toasts
 * @param {HTMLElement} options.stage
 * @param {() => import('../../map/battle-map.js').BattleMap} options.map
 */
export function createFiling({ app, reference, state, selection, commands, toasts, stage, map }) {
  const { t, api, explain } = app;
  /** The same report again keeps its id: whatever was lost on the way, it is one issue. */
  let sent = { id: uuid(), content: '' };
  /** @type {Source} */
  let source = 'counter';

  const kinds = createKinds({ app, reference, state, onChange: changed });
  const spot = createSpot({ app, reference, stage, map, onChange: changed });
  const similar = createSimilar({
    app,
    reference,
    onShow: ({ id }) => selection.set({ issue: id, ...NO_PLACE }),
    onFollow(issue) {
      clear();
      selection.set({ issue: issue.id, ...NO_PLACE });
      void commands.run(issue, 'follow');
    },
  });
  const sources = createChoice({
    label: t('filing.source'),
    values: SOURCES,
    wordOf: (value) => t(`source.${value}`),
    onChoose(value) {
      source = value;
      sources.show(value);
    },
  });
  const description = h('textarea', { maxlength: '1000', rows: '3', placeholder: t('filing.descriptionHint') });
  const name = h('input', { type: 'text', maxlength: '60', autocomplete: 'off' });
  const phone = phoneInput('');
  const trouble = h('p', { class: 'form-problem', role: 'alert', hidden: true });
  const send = h('button', { type: 'submit', class: 'button button-primary' }, t('filing.send'));
  const element = h(
    'form',
    {
      class: 'filing',
      'aria-label': t('filing.title'),
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          void submit();
        },
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) element.requestSubmit();
        },
      },
    },
    h('h2', null, t('filing.title')),
    step('filing.kind', kinds.element),
    step('filing.where', spot.element),
    similar.element,
    field(t('filing.description'), description),
    step('filing.source', sources.element),
    h('div', { class: 'filing-reporter' }, field(t('filing.name'), name), field(t('filing.phone'), phone)),
    h('p', { class: 'quiet filing-why' }, t('filing.reporterWhy')),
    trouble,
    h('div', { class: 'dialog-actions' }, send),
  );
  sources.show(source);
  spot.clear();

  /** @param {string} label @param {HTMLElement} content */
  function step(label, content) {
    return h('div', { class: 'filing-step' }, h('h3', null, t(label)), content);
  }

  function changed() {
    void similar.show(kinds.chosen, spot.chosen);
  }

  function report() {
    const place = spot.chosen;
    const reporter = { name: name.value.trim(), phone: phone.value.trim() };
    return {
      category: kinds.chosen,
      description: description.value.trim() || null,
      location: { lon: place?.lon, lat: place?.lat },
      buildingCode: place?.buildingCode,
      unitCode: place?.unitCode,
      source,
      reporter: reporter.name || reporter.phone ? reporter : null,
    };
  }

  /** @param {string|false} words */
  function say(words) {
    trouble.hidden = !words;
    replace(trouble, words);
  }

  async function submit() {
    const missing = !kinds.chosen ? 'filing.kind' : !spot.chosen ? 'filing.where' : null;
    say(missing !== null && t('form.missing', { field: t(missing) }));
    if (missing || send.disabled || !element.reportValidity()) return;
    const content = report();
    const key = JSON.stringify(content);
    if (key !== sent.content) sent = { id: uuid(), content: key };
    send.disabled = true;
    const { value, problem } = await api.report({ id: sent.id, ...content });
    send.disabled = false;
    if (problem) return say(t('filing.failed', { reason: explain(problem) }));
    clear();
    toasts.show(t('filing.sent', { number: value.number }), { tone: 'good' });
    selection.set({ issue: value.id, ...NO_PLACE });
  }

  function clear() {
    sent = { id: uuid(), content: '' };
    for (const control of [description, name, phone]) control.value = '';
    say(false);
    kinds.choose(null);
    spot.clear();
  }

  return {
    element,
    /** It is shown: what was begun before is still there. */
    begin() {
      kinds.draw();
      stage.classList.add('is-placing');
      spot.showPin();
      kinds.focus();
    },
    end() {
      stage.classList.remove('is-placing');
      spot.showPin();
    },
    pick: spot.pick,
    showPin: spot.showPin,
    destroy() {
      spot.destroy();
      element.remove();
    },
  };
}
