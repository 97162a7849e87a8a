// The offered actions as buttons, each with its letter; what needs words opens its small form in place.
import { asksSomething, createActionForm } from '../ui/action-form.js';
import { h, keepFocus, replace } from '../ui/dom.js';
import { offered } from '../ui/offer.js';
import { ACTION_KEYS, ACTION_ORDER, ASIDES, DANGERS, NEXT_STEPS } from './action-keys.js';

/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */
/** @typedef {import('../ui/action-form.js').ActionForm} ActionForm */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('../ui/command.js').Commands} options.commands
 */
export function createActions({ app, reference, commands }) {
  const { t, clock, settings } = app;
  const buttons = h('div', { class: 'actions' });
  const place = h('div', { class: 'action-place' });
  const element = h('div', { class: 'action-box' }, buttons, place);
  /** @type {IssueDetail|null} */
  let issue = null;
  /** @type {Action[]} */
  let offers = [];
  /** @type {{action: Action, form: ActionForm, of: IssueDetail}|null} */
  let asking = null;
  let showsAsides = false;
  /** What to begin as soon as the issue is there. @type {{id: string, action: Action}|null} */
  let wanted = null;

  /** @param {Action} action */
  function choose(action) {
    if (!issue || !offers.includes(action)) return;
    if (!asksSomething(action)) {
      void commands.run(issue, action);
      return;
    }
    if (asking?.action === action) return close();
    open({ action, of: issue, form: createActionForm({ app, reference, issue, action }) });
  }

  /** Closes the form; who stood in it stands on its button. */
  function close() {
    const was = asking;
    const held = place.contains(document.activeElement);
    asking = null;
    replace(place);
    draw();
    if (held && was) /** @type {HTMLElement|null} */ (buttons.querySelector(`[data-key="${was.action}"]`))?.focus();
  }

  /** @param {{action: Action, form: ActionForm, of: IssueDetail}} next */
  function open(next) {
    const { action, form } = next;
    asking = next;
    if (ASIDES.has(action)) showsAsides = true;
    draw();
    const send = h(
      'button',
      { type: 'submit', class: `button ${DANGERS.has(action) ? 'button-danger' : 'button-primary'}` },
      t(`action.${action}`),
    );
    replace(
      place,
      h(
        'form',
        {
          class: 'action-ask',
          'aria-label': t(`action.${action}`),
          novalidate: true,
          on: {
            submit: (/** @type {Event} */ event) => {
              event.preventDefault();
              void submit(next, send);
            },
            keydown: (/** @type {KeyboardEvent} */ event) => {
              // Enter breaks a line in a text; with Ctrl it sends from anywhere.
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(next, send);
            },
          },
        },
        form.element,
        h(
          'div',
          { class: 'dialog-actions' },
          h('button', { type: 'button', class: 'button', on: { click: close } }, t('app.cancel')),
          send,
        ),
      ),
    );
    const first = place.querySelector('textarea, input:checked, input:not([type=file], [hidden])');
    /** @type {HTMLElement} */ (first ?? send).focus();
    place.scrollIntoView({ block: 'nearest' });
  }

  /** @param {NonNullable<typeof asking>} asked @param {HTMLButtonElement} send */
  async function submit(asked, send) {
    if (send.disabled) return;
    send.disabled = true;
    const ready = await asked.form.submit();
    send.disabled = false;
    if (!ready) return;
    if (asking === asked) close();
    const done = await commands.run({ id: asked.of.id, version: ready.version }, asked.action, ready.body);
    // Taken back or refused: what was written is not lost.
    if (done || issue?.id !== asked.of.id || asking || !offers.includes(asked.action)) return;
    asked.form.rebase(issue.version);
    open(asked);
  }

  /** @param {Action} action @param {boolean} main */
  const button = (action, main) =>
    h(
      'button',
      {
        type: 'button',
        class: `button ${main ? 'button-primary' : DANGERS.has(action) ? 'button-danger' : ''}`,
        'aria-expanded': asksSomething(action) ? String(asking?.action === action) : undefined,
        'aria-keyshortcuts': ACTION_KEYS[action],
        title: ACTION_KEYS[action] ? `${t(`action.${action}`)} (${ACTION_KEYS[action]})` : undefined,
        data: { key: action },
        on: { click: () => choose(action) },
      },
      t(`action.${action}`),
    );

  function draw() {
    const shown = ACTION_ORDER.filter((action) => offers.includes(action));
    const steps = shown.filter((action) => !ASIDES.has(action));
    const asides = shown.filter((action) => ASIDES.has(action));
    keepFocus(buttons, () =>
      replace(
        buttons,
        steps.map((action, i) => button(action, i === 0 && NEXT_STEPS.has(action))),
        (showsAsides || steps.length === 0) && asides.map((action) => button(action, false)),
        steps.length > 0 &&
          asides.length > 0 &&
          h(
            'button',
            {
              type: 'button',
              class: 'button button-quiet',
              'aria-expanded': String(showsAsides),
              data: { key: 'asides' },
              on: {
                click: () => {
                  showsAsides = !showsAsides;
                  draw();
                },
              },
            },
            t(showsAsides ? 'actions.less' : 'actions.more'),
          ),
      ),
    );
  }

  function beginWanted() {
    if (!wanted || wanted.id !== issue?.id) return;
    const { action } = wanted;
    wanted = null;
    if (asking?.action !== action) choose(action);
  }

  return {
    element,
    /** A refresh keeps an open form, unless its action has become impossible. @param {IssueDetail|null} next */
    show(next) {
      const other = next?.id !== issue?.id;
      issue = next;
      offers = next ? offered(next, { now: clock.now(), ratingWindowHours: settings.ratingWindowHours }) : [];
      if (other) showsAsides = false;
      if (asking && (other || !offers.includes(asking.action))) close();
      else draw();
      beginWanted();
    },
    /** Begins an action of an issue that is shown or about to be. @param {string} id @param {Action} action */
    begin(id, action) {
      wanted = { id, action };
      beginWanted();
    },
    /** The action of a letter, where it is offered. @param {string} key @returns {boolean} */
    press(key) {
      const action = offers.find((each) => ACTION_KEYS[each] === key);
      if (action) choose(action);
      return action !== undefined;
    },
    isAsking: () => asking !== null,
    close,
  };
}
