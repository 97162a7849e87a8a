// What an action asks for before it is sent: a small form per action, of parts; actions that ask nothing have none.
import { h, replace } from './dom.js';
import { duePart } from './forms/due.js';
import { checkPart, choicePart, textPart, wordsPart } from './forms/fields.js';
import { handlerPart } from './forms/handler.js';
import { photoPart } from './forms/photo.js';
import { targetPart } from './forms/target.js';
import { whistleWay } from './offer.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */
/** @typedef {import('./forms/fields.js').Part} Part */
/** @typedef {{app: App, reference?: () => import('./reference.js').Reference, issue: IssueDetail, onVersion: (version: number) => void}} Asked */
/**
 * `rebase`: the same form for a later version of its issue, when the command was taken back or refused.
 * @typedef {{body: Record<string, unknown>, version: number, shots: import('./forms/fields.js').Shot[]}} Ready `shots`: not sent yet.
 * @typedef {{element: HTMLElement, submit: () => Promise<Ready|null>, rebase: (version: number) => void}} ActionForm
 */

/** @param {Asked} asked */
const reason = ({ app: { t } }) => textPart('note', t('form.noteRequired'), true);
/** @param {Asked} asked */
const remark = ({ app: { t } }) => textPart('note', t('form.note'), false);
/** @param {Asked} asked */
const handler = ({ app, reference, issue }) =>
  handlerPart({ app, reference, areaCode: issue.whistledTo ?? issue.areaCode, proposal: issue.proposal });
/** @param {Asked} asked */
const photo = ({ app, issue, onVersion }) => photoPart(app, issue, onVersion);
/** @param {Asked} asked @param {string} label @param {{usual: import('./forms/due.js').PresetName, asked?: string|null, after?: string|null}} more */
const due = ({ app, issue: { areaCode } }, label, more) => duePart({ app, areaCode, label: app.t(label), ...more });

/** @type {Partial<Record<Action, (asked: Asked) => Part[]>>} */
const FORMS = {
  accept: ({ app: { t } }) => [checkPart('clear', t('form.clearToo'))],
  settle: (asked) => [photo(asked), textPart('answer', asked.app.t('form.answerSettled'), false)],
  dispatch: (asked) => [handler(asked), remark(asked)],
  transfer: (asked) => [handler(asked), reason(asked)],
  return: (asked) => [reason(asked)],
  whistle: (asked) => [wordsPart(whistleWords(asked)), reason(asked)],
  requestExtension: (asked) => [
    due(asked, 'due.requestExtension', { usual: 'tomorrow', after: asked.issue.dueAt }),
    reason(asked),
  ],
  extend: (asked) => [
    due(asked, 'due.extend', { usual: 'asAsked', asked: asked.issue.extension?.dueAt, after: asked.issue.dueAt }),
    remark(asked),
  ],
  suspend: (asked) => [due(asked, 'due.suspend', { usual: 'week' }), reason(asked)],
  resume: (asked) => [remark(asked)],
  resolve: (asked) => [photo(asked), textPart('answer', asked.app.t('form.answer'), true)],
  rework: (asked) => [reason(asked)],
  rate: (asked) => {
    const { t } = asked.app;
    const ask = (/** @type {string} */ key, /** @type {string} */ label) =>
      choicePart(key, t(label), t('form.yes'), t('form.no'));
    return [ask('solved', 'form.solved'), ask('satisfied', 'form.satisfied'), remark(asked)];
  },
  reopen: (asked) => [reason(asked)],
  merge: (asked) => [targetPart(asked.app, asked.reference, asked.issue), remark(asked)],
  void: ({ app: { t } }) => [textPart('note', t('form.voidReason'), true)],
  supervise: (asked) => [due(asked, 'due.supervise', { usual: 'tomorrow' }), remark(asked)],
  mark: (asked) => {
    const { t } = asked.app;
    return [
      choicePart('urgent', t('action.mark'), t('form.urgent'), t('form.notUrgent'), !asked.issue.urgent),
      reason(asked),
    ];
  },
  comment: ({ app: { t } }) => [textPart('note', t('form.note'), true)],
};

/** @param {Action} action @returns {boolean} */
export const asksSomething = (action) => action in FORMS;

/**
 * @param {object} options
 * @param {App} options.app
 * @param {() => import('./reference.js').Reference} [options.reference] With it areas and categories have names.
 * @param {IssueDetail} options.issue
 * @param {Action} options.action
 * @param {boolean} [options.keepsPhotos] They are handed over with the rest instead of being sent ahead.
 * @returns {ActionForm}
 */
export function createActionForm({ app, reference, issue, action, keepsPhotos = false }) {
  const complaint = h('p', { class: 'form-problem', role: 'alert', hidden: true });
  let version = issue.version;
  const onVersion = (/** @type {number} */ next) => {
    version = Math.max(version, next);
  };
  const parts = FORMS[action]?.({ app, reference, issue, onVersion }) ?? [];

  return {
    element: h(
      'div',
      { class: 'action-form' },
      parts.map(({ element }) => element),
      complaint,
    ),
    rebase: onVersion,
    async submit() {
      /** @type {Record<string, unknown>} */
      const body = {};
      for (const { collect } of parts) {
        const got = collect();
        if (typeof got === 'string') return complain(app.t('form.missing', { field: got }));
        Object.assign(body, got);
      }
      for (const { send } of keepsPhotos ? [] : parts) {
        const trouble = await send?.();
        if (trouble) return complain(trouble);
      }
      complaint.hidden = true;
      return { body, version, shots: keepsPhotos ? parts.flatMap(({ shots }) => shots?.() ?? []) : [] };
    },
  };

  /** @param {string} words */
  function complain(words) {
    complaint.hidden = false;
    replace(complaint, words);
    return null;
  }
}

/** @param {Asked} asked @returns {string} */
function whistleWords({ app: { t }, reference, issue }) {
  const way = reference ? whistleWay(issue, reference().areas) : null;
  if (!way) return t('whistle.up');
  return way.to ? t('whistle.to', { from: way.from, to: way.to }) : t('whistle.pastTop', { from: way.from });
}
