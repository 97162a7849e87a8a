// The allowed actions as buttons; what needs words opens its small form in place.
import { asksSomething, createActionForm } from '../ui/action-form.js';
import { h, replace } from '../ui/dom.js';

/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */

/** The next step of life first; the rest in the order in which it is used. */
/** @type {readonly Action[]} */
const ORDER = [
  'accept',
  'dispatch',
  'reportIn',
  'resolve',
  'verify',
  'rate',
  'close',
  'rework',
  'return',
  'clear',
  'mark',
  'comment',
  'void',
];
/** What moves it along its life: the first of these that is allowed is the one to press. @type {ReadonlySet<Action>} */
const NEXT = new Set(['accept', 'dispatch', 'reportIn', 'resolve', 'verify', 'rate', 'close']);
/** @type {ReadonlySet<Action>} */
const DANGER = new Set(['void', 'return', 'rework']);

/**
 * @param {import('../ui/app.js').App} app
 * @param {import('../ui/command.js').Commands} commands
 */
export function createActions(app, commands) {
  const { t } = app;
  const buttons = h('div', { class: 'actions' });
  const place = h('div', { class: 'action-place' });
  const element = h('div', { class: 'action-box' }, buttons, place);
  /** @type {IssueDetail|null} */
  let issue = null;
  /** @type {Action|null} */
  let asking = null;

  /** @param {Action} action */
  function choose(action) {
    if (!issue) return;
    if (!asksSomething(action)) {
      void commands.run(issue, action);
      return;
    }
    open(asking === action ? null : action);
  }

  /** @param {Action|null} action */
  function open(action) {
    asking = action;
    draw();
    if (!action || !issue) return replace(place);
    const of = issue;
    const form = createActionForm({ app, issue: of, action });
    const send = h(
      'button',
      {
        type: 'button',
        class: `button ${DANGER.has(action) ? 'button-danger' : 'button-primary'}`,
        on: {
          click: async () => {
            send.disabled = true;
            const ready = await form.submit();
            send.disabled = false;
            if (!ready) return;
            open(null);
            void commands.run({ id: of.id, version: ready.version }, action, ready.body);
          },
        },
      },
      t(`action.${action}`),
    );
    replace(
      place,
      form.element,
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'button', class: 'button', on: { click: () => open(null) } }, t('app.cancel')),
        send,
      ),
    );
    place.querySelector('textarea')?.focus();
  }

  function draw() {
    const allowed = issue?.allowed ?? [];
    replace(
      buttons,
      ORDER.filter((action) => allowed.includes(action)).map((action, i) =>
        h(
          'button',
          {
            type: 'button',
            class: `button ${i === 0 && NEXT.has(action) ? 'button-primary' : DANGER.has(action) ? 'button-danger' : ''}`,
            'aria-expanded': asksSomething(action) ? String(asking === action) : undefined,
            on: { click: () => choose(action) },
          },
          t(`action.${action}`),
        ),
      ),
    );
  }

  return {
    element,
    /** A refresh keeps an open form, unless its action has become impossible. @param {IssueDetail|null} next */
    show(next) {
      const other = next?.id !== issue?.id;
      issue = next;
      if (other || (asking && !next?.allowed.includes(asking))) open(null);
      draw();
    },
    isAsking: () => asking !== null,
    close: () => open(null),
  };
}
