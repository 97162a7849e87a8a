// What the server found: figures, then errors and warnings by kind, each leading to its place on the map.
import { h, replace } from '../ui/dom.js';
import { hasMessage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';

/** @typedef {import('../contract.js').ImportReport} ImportReport */
/** @typedef {import('../contract.js').ImportFinding} ImportFinding */

/** A list longer than this is not read, it is mended at its source. */
const MOST_LINES = 200;
const FIGURES = /** @type {const} */ (['features', 'areas', 'created', 'updated', 'unchanged']);

/** @param {{t: import('../ui/i18n.js').Translate, onPlace: (place: {lon: number, lat: number}) => void}} options */
export function createReportView({ t, onPlace }) {
  const element = h('div', { class: 'findings', 'aria-live': 'polite' });
  /** @type {HTMLElement|null} */
  let chosen = null;

  /** @param {ImportFinding} finding */
  function line({ message, feature, code, lon, lat }) {
    const where = [code, typeof feature === 'number' ? t('import.feature', { n: feature + 1 }) : null]
      .filter(Boolean)
      .join(' · ');
    const words = [h('span', null, message), where !== '' && h('small', { class: 'quiet' }, where)];
    if (typeof lon !== 'number' || typeof lat !== 'number') return h('li', null, h('div', { class: 'finding' }, words));
    const button = h(
      'button',
      {
        type: 'button',
        class: 'finding',
        title: t('import.showPlace'),
        on: {
          click: () => {
            chosen?.removeAttribute('aria-current');
            chosen = button;
            button.setAttribute('aria-current', 'true');
            onPlace({ lon, lat });
          },
        },
      },
      words,
      icon('target'),
    );
    return h('li', null, button);
  }

  /** @param {ImportFinding[]} findings @param {'bad'|'warn'} tone */
  function groups(findings, tone) {
    /** @type {Map<string, ImportFinding[]>} */
    const byKind = new Map();
    for (const finding of findings) byKind.set(finding.kind, [...(byKind.get(finding.kind) ?? []), finding]);
    return [...byKind].map(([kind, list]) => {
      const key = `import.kind.${kind}`;
      return h(
        'details',
        { class: `kind kind-${tone}`, open: tone === 'bad' || byKind.size === 1 },
        h(
          'summary',
          null,
          icon('chevron'),
          h('b', null, hasMessage(key) ? t(key) : kind),
          h('span', null, list.length),
        ),
        h('ul', null, list.slice(0, MOST_LINES).map(line)),
        list.length > MOST_LINES && h('p', { class: 'quiet' }, t('import.more', { n: list.length - MOST_LINES })),
      );
    });
  }

  /** @param {ImportReport} report */
  function verdict({ applied, errors, warnings, areas }) {
    if (applied) {
      return h(
        'p',
        { class: 'verdict verdict-good', role: 'status' },
        icon('check'),
        h('span', null, t('import.applied', { n: areas }), ' ', h('a', { href: '/' }, t('import.toMap'))),
      );
    }
    if (errors.length > 0)
      return h('p', { class: 'verdict verdict-bad' }, icon('alert'), t('import.hasErrors', { n: errors.length }));
    return h(
      'p',
      { class: 'verdict verdict-good' },
      icon('check'),
      warnings.length > 0 ? t('import.hasWarnings', { n: warnings.length }) : t('import.clean'),
    );
  }

  return {
    element,
    clear: () => replace(element),
    /** A refusal that is no report. @param {string} words */
    refuse: (words) => replace(element, h('p', { class: 'verdict verdict-bad', role: 'alert' }, icon('alert'), words)),
    /** @param {ImportReport} report */
    show(report) {
      replace(
        element,
        verdict(report),
        h(
          'dl',
          { class: 'figures' },
          FIGURES.map((name) => h('div', null, h('dt', null, t(`import.${name}`)), h('dd', null, report[name]))),
        ),
        report.errors.length > 0 && h('h2', null, t('import.errors', { n: report.errors.length })),
        groups(report.errors, 'bad'),
        report.warnings.length > 0 && h('h2', null, t('import.warnings', { n: report.warnings.length })),
        groups(report.warnings, 'warn'),
      );
    },
    destroy: () => element.remove(),
  };
}
