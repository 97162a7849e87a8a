// What the server found in a table: the verdict and the figures at the left, every bad row at the right.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @typedef {import('../contract.js').TableReport} TableReport */

/** A list longer than this is not read: the error sheet holds them all. */
const MOST_LINES = 500;
const FIGURES = /** @type {const} */ (['rows', 'created', 'changed', 'unchanged', 'retired']);
const STEPS = /** @type {const} */ (['take', 'edit', 'check', 'apply']);

/**
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {import('../contract.js').TableKind} options.kind
 * @param {() => void} options.onSheet The clerk wants the bad rows as a file.
 */
export function createTableReport({ t, kind, onSheet }) {
  const side = h('div', { class: 'findings', 'aria-live': 'polite' });
  const stage = h('div', { class: 'table-findings' });

  /** @param {boolean} good @param {(string|HTMLElement)[]} words */
  const verdict = (good, ...words) =>
    h(
      'p',
      { class: `verdict verdict-${good ? 'good' : 'bad'}`, role: good ? 'status' : 'alert' },
      icon(good ? 'check' : 'alert'),
      h('span', null, words),
    );

  /** @param {TableReport} report */
  function words({ applied, errors, created, changed, retired, skipped, skipsFaulty }) {
    if (applied && errors.length > 0) return verdict(true, t('import.appliedBut', { n: skipped }));
    if (skipsFaulty && errors.length > 0) return verdict(created + changed > 0, t('import.skips', { n: skipped }));
    if (applied) return verdict(true, t('import.tableApplied'), ' ', h('a', { href: '/' }, t('import.toMap')));
    if (errors.length > 0) return verdict(false, t('import.hasErrors', { n: errors.length }));
    return verdict(true, t(created + changed + retired > 0 ? 'import.clean' : 'import.nothingNew'));
  }

  /** @param {TableReport['errors']} errors */
  const table = (errors) =>
    h(
      'table',
      { class: 'rows' },
      h('caption', null, t('import.errors', { n: errors.length })),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          [t('import.row'), t('import.column'), t('import.reason')].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        null,
        errors
          .slice(0, MOST_LINES)
          .map(({ row, column, message }) =>
            h(
              'tr',
              null,
              h('td', { class: 'row-number' }, row ?? ''),
              h('td', null, column ?? ''),
              h('td', null, message),
            ),
          ),
      ),
    );

  function clear() {
    replace(side);
    replace(
      stage,
      h('h2', null, t(`import.about.${kind}`)),
      h(
        'ol',
        { class: 'steps' },
        STEPS.map((step) => h('li', null, t(`import.step.${step}`))),
      ),
    );
  }
  clear();

  return {
    side,
    stage,
    clear,
    /** A refusal that is no report. @param {string} reason */
    refuse(reason) {
      clear();
      replace(side, verdict(false, reason));
    },
    /** @param {TableReport} report */
    show(report) {
      clear();
      const { errors } = report;
      replace(
        side,
        words(report),
        h(
          'dl',
          { class: 'figures' },
          FIGURES.map((name) => h('div', null, h('dt', null, t(`import.${name}`)), h('dd', null, report[name]))),
        ),
        errors.length > 0 &&
          h('button', { type: 'button', class: 'button', on: { click: onSheet } }, t('import.errorSheet')),
      );
      if (errors.length === 0) return;
      replace(
        stage,
        table(errors),
        errors.length > MOST_LINES && h('p', { class: 'quiet' }, t('import.more', { n: errors.length - MOST_LINES })),
      );
    },
    destroy() {
      side.remove();
      stage.remove();
    },
  };
}
