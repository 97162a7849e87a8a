// The receipt of the last report: kept on the phone at once, at the server as soon as there is a network. The form below is free.
import { h, replace, setText } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { gridOfCode } from '../ui/place.js';
import { partWords, stateWords } from './outbox-words.js';

/** @typedef {import('../outbox/outbox.js').View} View */
/** @typedef {import('../outbox/outbox.js').Shown} Shown */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => void} options.onMine
 */
export function createReceipt({ app, reference, onMine }) {
  const { t, format, clock } = app;
  const mark = h('span', { class: 'sent-mark' });
  const head = h('h2');
  const first = h('p');
  const second = h('p', { class: 'quiet' });
  const close = h(
    'button',
    { type: 'button', class: 'sent-close', 'aria-label': t('app.close'), on: { click: hide } },
    icon('close'),
  );
  const element = h(
    'div',
    { class: 'sent', role: 'status', hidden: true },
    mark,
    h('div', null, head, first, second),
    close,
    h('button', { type: 'button', class: 'button sent-mine', on: { click: onMine } }, t('report.seeMine')),
  );
  /** @type {string|null} */
  let parcel = null;

  function hide() {
    parcel = null;
    element.hidden = true;
  }

  /** @param {Shown} shown */
  function tell({ head: { receipt }, items, state }) {
    const isSettled = items.some(({ kind }) => kind === 'act');
    const isDone = state.name === 'done';
    element.dataset.state = state.name;
    if (mark.dataset.icon !== state.name)
      replace(mark, icon(isDone ? 'check' : state.name === 'refused' ? 'alert' : 'clock'));
    mark.dataset.icon = state.name;
    setText(head, isDone ? t(isSettled ? 'report.settled' : 'report.sent') : headOf(state.name));
    setText(first, isDone && receipt ? t('report.sentAs', { number: receipt.number }) : stateWords(app, state));
    const trouble = state.refused[0];
    if (isDone && receipt) {
      const area = gridOfCode(receipt.areaCode, reference().areas, t);
      const due = receipt.dueAt ? format.exact(Date.parse(receipt.dueAt), clock.now()) : '—';
      setText(second, t(isSettled ? 'report.settledWhere' : 'report.sentWhere', { area, due }));
    } else setText(second, trouble ? partWords(app, trouble) : t('outbox.next'));
  }

  /** @param {Shown['state']['name']} name */
  const headOf = (name) =>
    t(
      name === 'sending' || name === 'queued'
        ? 'outbox.kept'
        : name === 'refused'
          ? 'outbox.keptRefused'
          : 'outbox.keptWaiting',
    );

  /** @param {View} view */
  function update({ parcels }) {
    const shown = parcels.find(({ id }) => id === parcel);
    element.hidden = !shown;
    if (shown) tell(shown);
  }

  return {
    element,
    /** @param {string} id @param {View} view */
    show(id, view) {
      parcel = id;
      update(view);
    },
    update,
  };
}
