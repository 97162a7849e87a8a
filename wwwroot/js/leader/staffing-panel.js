// 人员缺口: what the staffing rules find amiss, counted by level and listed by area. A click goes there and opens the
// area's people, where it can be filled.
import { byArea } from '../live/staffing-index.js';
import { h, keepFocus, replace } from '../ui/dom.js';
import { gapShape } from '../ui/gap.js';

/** @typedef {import('../contract.js').Finding} Finding */

/** More areas than anybody reads at once. */
const MOST = 300;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {(code: string) => void} options.onArea
 * @param {import('./selection.js').Selection} options.selection
 */
export function createStaffingPanel({
  app: { t, format, nameOf, settings },
  reference,
  surroundings,
  onArea,
  selection,
}) {
  const counts = h('table', { class: 'gap-counts' });
  const list = h('ul', { class: 'gaps', 'aria-label': t('staffing.list') });
  const note = h('p', { class: 'list-note' });
  const element = h('div', { class: 'gap-panel', hidden: true }, counts, list, note);

  /** @param {import('../contract.js').Staffing} staffing */
  function paintCounts({ counts: levels }) {
    const cells = /** @type {const} */ (['vacancies', 'tooLarge', 'tooSmall', 'termsEnding']);
    replace(
      counts,
      h('caption', null, t('staffing.byLevel')),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, t('staffing.level')),
          cells.map((cell) => h('th', { scope: 'col' }, t(`staffing.${cell}`))),
        ),
      ),
      h(
        'tbody',
        null,
        levels
          .filter((level) => cells.some((cell) => level[cell] > 0))
          .map((level) =>
            h(
              'tr',
              null,
              h('th', { scope: 'row' }, nameOf(settings.levels.find(({ code }) => code === level.level)) || level.name),
              cells.map((cell) =>
                h('td', { class: level[cell] > 0 ? `is-some gap-${cell}` : '' }, String(level[cell])),
              ),
            ),
          ),
      ),
    );
  }

  /** @param {Finding} finding @returns {string} */
  function wordsOf(finding) {
    if (finding.kind === 'vacancy') return `${finding.roleName} ${t('staffing.missing', { n: finding.missing ?? 1 })}`;
    if (finding.kind === 'termEnding')
      return t('staffing.termEnding', {
        role: finding.roleName ?? '',
        name: finding.person ?? '',
        day: format.dayKey(Date.parse(finding.until ?? '') - 1),
      });
    return t(`staffing.${finding.kind}.${finding.measure}`, {
      have: finding.have ?? 0,
      bound: (finding.kind === 'tooLarge' ? finding.most : finding.need) ?? 0,
    });
  }

  /** @param {{area: Finding['area'], findings: Finding[]}} group */
  function groupOf({ area, findings }) {
    const parents = reference()
      .areas.chain(area.code)
      .slice(1, 3)
      .map(({ name }) => name);
    return h(
      'li',
      null,
      h(
        'button',
        {
          type: 'button',
          class: 'gap',
          'aria-current': selection.current.place === area.code ? 'true' : null,
          data: { key: area.code, area: area.code },
          on: { click: () => onArea(area.code) },
        },
        h(
          'strong',
          null,
          h('span', { class: 'gap-name' }, area.name),
          h('small', { class: 'quiet' }, parents.join(' · ')),
        ),
        findings.map((finding) =>
          h(
            'span',
            { class: `gap-line gap-${finding.kind}`, data: { kind: finding.kind, role: finding.role ?? '' } },
            gapShape(finding.kind),
            wordsOf(finding),
          ),
        ),
      ),
    );
  }

  function paint() {
    const { staffing } = surroundings;
    const trouble = surroundings.trouble('people');
    if (!staffing) return replace(note, trouble ?? t('app.loading'));
    paintCounts(staffing);
    const groups = byArea(staffing.findings);
    keepFocus(list, () => replace(list, groups.slice(0, MOST).map(groupOf)));
    const cut = staffing.more || groups.length > MOST;
    replace(
      note,
      trouble ??
        (groups.length === 0
          ? t('staffing.none')
          : cut
            ? t('staffing.more', { n: Math.min(MOST, groups.length) })
            : ''),
    );
  }
  const off = surroundings.onChange((kinds) => {
    if ((kinds.has('people') || kinds.has('areas')) && selection.current.panel === 'staffing') paint();
  });

  return {
    element,
    paint,
    destroy() {
      off();
      element.remove();
    },
  };
}
