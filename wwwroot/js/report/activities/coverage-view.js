// 走访: which buildings of the grid were visited, the unvisited first; a tap records a visit.
import { h, keepFocus, replace } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { dayAfter } from './day-list.js';
import { createShelf } from './shelf.js';
import { openVisitForm } from './visit-form.js';

/** @typedef {import('../../contract.js').Coverage} Coverage */
/** @typedef {import('../../contract.js').BuildingVisits} BuildingVisits */
/** @typedef {{code: string, name: string, lastDay: string|null}} Line */

/** Whether a day lies within so many days up to today. @param {string|null} day @param {string} today @param {number} days */
export const isWithin = (day, today, days) => day !== null && day > dayAfter(today, -days);

/** The list with what this phone knows more; the unvisited first, then the longest ago. @param {Coverage} coverage @param {Record<string, string>} own Code → day. @returns {Line[]} */
export function linesOf(coverage, own) {
  const lines = coverage.list.map(({ code, name, lastDay }) => {
    const days = [lastDay ?? '', own[code] ?? ''].sort();
    return { code, name, lastDay: days[1] || null };
  });
  return lines.sort(
    (a, b) => (a.lastDay ?? '').localeCompare(b.lastDay ?? '') || a.name.localeCompare(b.name, 'zh', { numeric: true }),
  );
}

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {import('./keep.js').Keep} options.keep
 * @param {(found: {building: string, note: string}) => void} options.onProblem
 * @param {(tint: (code: string) => 'done'|'working'|null) => void} options.onTint
 */
export function createCoverageView({ app, reference, keep, onProblem, onTint }) {
  const { t, api, explain, clock, format, session } = app;
  const figures = h('div', { class: 'coverage-figures' });
  const note = h('p', { class: 'daily-note', role: 'status', hidden: true });
  const picked = h('div', { class: 'coverage-picked' });
  const list = h('div', { class: 'coverage-list' });
  const element = h('div', { class: 'coverage-view' }, picked, figures, note, list);
  /** @type {ReturnType<typeof createShelf<Coverage>>} */
  const last = createShelf('coverage', session.userName);
  /** @type {ReturnType<typeof createShelf<Record<string, string>>>} */
  const mine = createShelf('visited', session.userName);
  let coverage = last.read();
  let own = mine.read() ?? {};

  async function refresh() {
    const { value, problem } = await api.coverage(session.areaCodes[0] ?? null);
    note.hidden = !problem;
    if (problem) replace(note, t('coverage.old', { reason: explain(problem) }));
    else {
      coverage = value;
      last.write(value);
      const known = new Map(value.list.map(({ code, lastDay }) => [code, lastDay ?? '']));
      own = Object.fromEntries(Object.entries(own).filter(([code, day]) => (known.get(code) ?? '') < day));
      mine.write(own);
    }
    draw();
  }

  function draw() {
    if (!coverage) return;
    const { to } = coverage;
    const lines = linesOf(coverage, own);
    onTint((code) => {
      const line = lines.find((each) => each.code === code);
      if (!line) return null;
      return isWithin(line.lastDay, to, 7) ? 'done' : line.lastDay ? null : 'working';
    });
    replace(
      figures,
      [7, 30].map((days) => {
        const n = lines.filter((line) => isWithin(line.lastDay, to, days)).length;
        return h(
          'div',
          { class: 'coverage-figure', data: { days: String(days) } },
          h('small', null, t('coverage.days', { n: days })),
          h('b', null, `${n}/${lines.length}`),
          h('progress', {
            max: String(Math.max(1, lines.length)),
            value: String(n),
            'aria-label': t('coverage.days', { n: days }),
          }),
        );
      }),
    );
    keepFocus(list, () =>
      replace(
        list,
        lines.length === 0 && h('p', { class: 'empty' }, icon('building'), t('coverage.none')),
        lines.map((line) => row(line, to)),
      ),
    );
  }

  /** @param {Line} line @param {string} today */
  const row = ({ code, name, lastDay }, today) =>
    h(
      'button',
      {
        type: 'button',
        class: 'coverage-row',
        data: { key: code, state: isWithin(lastDay, today, 7) ? 'done' : lastDay ? '' : 'never' },
        on: { click: () => record(code) },
      },
      h('strong', null, name),
      h('span', null, lastDay === null ? t('coverage.never') : lastDay === today ? t('daily.today') : lastDay.slice(5)),
      icon('chevron'),
    );

  /** @param {string} code */
  function record(code) {
    openVisitForm({
      app,
      reference,
      code,
      onSave: async (visit, isProblem) => {
        if (!(await keep({ ...visit, title: t('visit.kept', { name: reference().areas.name(code) }) }))) return false;
        own = { ...own, [code]: format.dayKey(clock.now()) };
        mine.write(own);
        draw();
        if (isProblem) onProblem({ building: code, note: String(visit.body.note ?? '') });
        return true;
      },
    });
  }

  return {
    element,
    refresh,
    shown() {
      draw();
      void refresh();
    },
    /** A building was touched on the map. @param {string|null} code */
    pick(code) {
      const name = reference().areas.name(code);
      replace(
        picked,
        code &&
          name !== '' &&
          h(
            'button',
            { type: 'button', class: 'button button-primary button-big', on: { click: () => record(code) } },
            t('visit.record', { name }),
          ),
      );
    },
    destroy: () => element.remove(),
  };
}
