// The head of an issue's sheet: status and what is special about it as chips, title, place and number; and its facts.
import { isOverdue } from '../live/lateness.js';
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { placeAndGrid } from '../ui/place.js';
import { statusBadge } from '../ui/status.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */
/** @typedef {import('../contract.js').Handler} Handler */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {(id: string) => void} options.onIssue
 */
export function createIssueHead({ app, reference, onIssue }) {
  const { t, nameOf, clock, format } = app;
  const badges = h('div', { class: 'badges' });
  const title = h('h2', { tabindex: '-1' });
  const line = h('p', { class: 'quiet sheet-line' });
  const facts = h('dl', { class: 'facts' });

  /** @param {string|null|undefined} time */
  const exact = (time) => format.exact(Date.parse(time ?? ''), clock.now());

  /** What a plain status does not say. @param {Issue} issue @returns {[string, string|null|undefined|false, string?][]} */
  function chipsOf(issue) {
    const { whistles, extension, suspension, supervision } = issue;
    return [
      ['badge-urgent', issue.urgent && t('issue.urgent')],
      ['badge-overdue', isOverdue(issue, clock.now()) && t('issue.overdue')],
      ['badge-supervised', supervision && t('issue.supervised'), supervision?.by ?? undefined],
      ['badge-whistled', issue.escalated && t('issue.escalated')],
      ['badge-whistled', whistles && !issue.escalated && t('issue.whistles', { n: whistles })],
      ['badge-urgent', extension && !extension.grantedAt && t('issue.extensionAsked')],
      ['', extension?.grantedAt && t('issue.extended', { time: exact(extension.dueAt) })],
      ['', suspension && t('issue.suspendedTo', { time: exact(suspension.reviewAt) })],
      ['', issue.returns && t('issue.returns', { n: issue.returns })],
      ['', issue.reworks && t('issue.reworks', { n: issue.reworks })],
      ['', issue.reopens && t('issue.reopens', { n: issue.reopens })],
    ].map(([look, words, hint]) => /** @type {[string, string, string?]} */ ([look, words || '', hint || undefined]));
  }

  /** @param {Handler} who @param {string|null|undefined} reportedInAt */
  function personLine({ role, name, kind }, reportedInAt) {
    const words = [role, name].filter(Boolean).join(' ') || t(`handlerKind.${kind}`);
    const state = reportedInAt ? t('handler.reportedIn', { time: exact(reportedInAt) }) : t('handler.awaited');
    return h('span', { class: 'fact-person' }, words, h('small', { class: 'quiet' }, state));
  }

  /** @param {Issue & Partial<Pick<IssueDetail, 'reporter'>>} issue @returns {[string, import('../ui/dom.js').Child|import('../ui/dom.js').Child[]][]} */
  function factsOf(issue) {
    const reporter = [
      issue.reportedBy,
      issue.source && t(`source.${issue.source}`),
      issue.reporter?.name,
      issue.reporter?.phone,
    ].filter(Boolean);
    const { handler, helpers, rating, supervision, suspension, extension, mergedInto } = issue;
    return [
      ['sheet.description', issue.description],
      ['sheet.reporter', reporter.join(' · ')],
      ['sheet.handler', handler && personLine(handler, issue.reportedInAt ?? issue.resolvedAt)],
      ['sheet.helpers', (helpers ?? []).map((helper) => personLine(helper, helper.reportedInAt))],
      ['sheet.superviseNote', supervision && [supervision.by, supervision.note].filter(Boolean).join('：')],
      ['sheet.suspendReason', suspension?.reason],
      [
        'sheet.extensionReason',
        extension &&
          !extension.grantedAt &&
          t('sheet.extensionTo', { time: exact(extension.dueAt), reason: extension.reason }),
      ],
      ['sheet.answer', issue.answer],
      [
        'sheet.rating',
        rating && t(`rating.${rating.by}`, { judged: t(rating.satisfied ? 'issue.satisfied' : 'issue.notSatisfied') }),
      ],
      [
        'sheet.mergedInto',
        mergedInto &&
          h(
            'button',
            { type: 'button', class: 'link', data: { key: 'merged' }, on: { click: () => onIssue(mergedInto) } },
            icon('link'),
            t('sheet.showMerged'),
          ),
      ],
    ];
  }

  return {
    elements: [badges, title, line],
    facts,
    /** Reading begins here. */
    focus: () => title.focus({ preventScroll: true }),
    /** @param {Issue} issue @param {number} [followers] */
    paint(issue, followers = 0) {
      const { areas, categories } = reference();
      replace(
        badges,
        statusBadge(issue.status, t),
        chipsOf(issue).map(([look, words, hint]) => words && h('span', { class: `badge ${look}`, title: hint }, words)),
        followers > 0 && h('span', { class: 'badge' }, t('issue.followers', { n: followers })),
      );
      replace(title, icon(categories.icon(issue.category)), nameOf(categories.get(issue.category)) || issue.category);
      replace(line, placeAndGrid(issue, areas, t), h('small', null, issue.number));
    },
    /** @param {Issue & Partial<Pick<IssueDetail, 'reporter'>>} issue */
    paintFacts(issue) {
      replace(
        facts,
        factsOf(issue).flatMap(([key, value]) => {
          const isThere = Array.isArray(value) ? value.length > 0 : Boolean(value);
          return isThere ? [h('dt', null, t(key)), h('dd', null, value)] : [];
        }),
      );
    },
  };
}
