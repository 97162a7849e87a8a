// One step for many: what is marked in the list is accepted, or dispatched to one handler or each by its rule.
import { findIssue } from '../live/state.js';
import { openDialog } from '../ui/dialog.js';
import { h, replace } from '../ui/dom.js';
import { checkPart, wordsPart } from '../ui/forms/fields.js';
import { handlerPart } from '../ui/forms/handler.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {'accept'|'dispatch'} BulkAction */

/** @type {Record<BulkAction, Issue['status']>} */
const FROM = { accept: 'reported', dispatch: 'accepted' };

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('../ui/command.js').Commands} options.commands
 * @param {import('./marks.js').Marks} options.marks
 * @param {() => readonly string[]} options.shown All rows of the list, by id.
 */
export function createBulk({ app, reference, state, commands, marks, shown }) {
  const { t } = app;
  const element = h('div', { class: 'bulk', role: 'group', 'aria-label': t('bulk.label'), hidden: true });

  /** @param {BulkAction} action @returns {Issue[]} */
  const fitting = (action) =>
    marks.ids().flatMap((id) => {
      const issue = findIssue(state(), id);
      return issue?.status === FROM[action] ? [issue] : [];
    });

  /** The smallest area that holds them all: whose posts can be proposed for each. @param {Issue[]} issues */
  function commonArea(issues) {
    const { areas } = reference();
    return areas
      .chain(issues[0]?.areaCode)
      .find((area) => issues.every((each) => areas.isWithin(each.areaCode, area.code)))?.code;
  }

  /** @param {BulkAction} action */
  function ask(action) {
    const issues = fitting(action);
    const parts =
      action === 'accept'
        ? [wordsPart(t('bulk.acceptWords')), checkPart('clear', t('form.clearToo'), false)]
        : [
            handlerPart({
              app,
              reference,
              areaCode: commonArea(issues),
              proposal: { to: '', name: t('bulk.eachByRule'), rule: '' },
              helpers: false,
            }),
          ];
    const label = t('command.many', { action: t(`action.${action}`), n: issues.length });
    const trouble = h('p', { class: 'form-problem', role: 'alert', hidden: true });
    openDialog({
      title: label,
      body: [...parts.map((part) => part.element), trouble],
      cancel: t('app.cancel'),
      actions: [
        {
          label: t(`action.${action}`),
          run: () => {
            const got = parts.map((part) => part.collect());
            const missing = got.find((each) => typeof each === 'string');
            trouble.hidden = !missing;
            if (missing) {
              replace(trouble, t('form.missing', { field: String(missing) }));
              return false;
            }
            void run(issues, action, Object.assign({}, ...got));
          },
        },
      ],
    });
  }

  /** @param {Issue[]} issues @param {BulkAction} action @param {Record<string, unknown>} body */
  async function run(issues, action, body) {
    const refused = await commands.runAll(issues, action, body);
    // Those that refused stay marked: they are what is left to look at.
    if (refused) marks.set(refused.map(({ id }) => id));
  }

  function paint() {
    const n = marks.size;
    element.hidden = n === 0;
    if (n === 0) return;
    const actions = /** @type {BulkAction[]} */ (Object.keys(FROM));
    replace(
      element,
      h('strong', { 'aria-live': 'polite' }, t('bulk.marked', { n })),
      h(
        'span',
        { class: 'bulk-tools' },
        n < shown().length && tool('bulk.all', () => marks.set(shown())),
        tool('bulk.none', () => marks.set([])),
      ),
      h(
        'div',
        { class: 'bulk-actions' },
        actions
          .map((action) => ({ action, count: fitting(action).length }))
          .filter(({ count }) => count > 0)
          .map(({ action, count }) =>
            h(
              'button',
              { type: 'button', class: 'button button-primary', on: { click: () => ask(action) } },
              t('command.many', { action: t(`action.${action}`), n: count }),
            ),
          ),
      ),
    );
  }

  /** @param {string} label @param {() => void} click */
  const tool = (label, click) => h('button', { type: 'button', class: 'filter-clear', on: { click } }, t(label));

  marks.onChange(paint);
  return { element, paint, destroy: () => element.remove() };
}
