// A figure that explains itself: how it is counted, what it is a part of, how it was before, and the cases behind it.
import { openDialog } from './dialog.js';
import { h, replace } from './dom.js';
import { isMedian, isNow, isRate, sayFigure } from './figure-words.js';
import { placeAndGrid } from './place.js';
import { statusBadge } from './status.js';

/** @typedef {import('../contract.js').Figure} Figure */
/** @typedef {import('../contract.js').FigureCase} FigureCase */
/** @typedef {'numerator'|'denominator'} Part */

const PAGE = 50;
const MINUTE_MS = 60_000;

/**
 * @typedef {object} Asked
 * @property {string} key Of the figure.
 * @property {Figure|undefined} figure
 * @property {{area: string|null, from: string, to: string}} question
 * @property {{by: string, of?: string|null, key: string, name: string}|null} [row] Null for the whole.
 * @property {Record<string, Figure|undefined>} [previous] By the words of the comparison.
 */

/**
 * @param {object} options
 * @param {import('./app.js').App} options.app
 * @param {() => import('./reference.js').Reference} options.reference
 * @param {Asked} options.asked
 * @param {(issue: import('../contract.js').Issue) => void} options.onIssue
 */
export function openFigure({ app, reference, asked, onIssue }) {
  const { t, api, format, clock, explain, nameOf } = app;
  const { key, figure, question, row, previous } = asked;
  const name = t(`figure.${key}`);
  const list = h('ul', { class: 'cases', 'aria-live': 'polite' });
  const more = h(
    'button',
    { type: 'button', class: 'button', hidden: true, on: { click: () => read() } },
    t('figures.more'),
  );
  /** @type {Part} */
  let part = isRate(key) ? 'denominator' : 'numerator';
  /** @type {string|null} */
  let cursor = null;
  let ticket = 0;

  /** @param {FigureCase} each */
  function rowOf({ issue, at, counted, minutes }) {
    return h(
      'li',
      null,
      h(
        'button',
        {
          type: 'button',
          class: 'case',
          on: {
            click: () => {
              dialog.close();
              onIssue(issue);
            },
          },
        },
        h(
          'span',
          { class: 'case-words' },
          h('strong', null, nameOf(reference().categories.get(issue.category)) || issue.category),
          h('small', null, `${placeAndGrid(issue, reference().areas, t)} · ${issue.number}`),
        ),
        h(
          'span',
          { class: 'case-state' },
          statusBadge(issue.status, t),
          h('small', null, format.exact(Date.parse(at), clock.now())),
          isMedian(key) &&
            typeof minutes === 'number' &&
            h('small', null, t('figures.minutes', { span: format.span(minutes * MINUTE_MS) })),
          isRate(key) &&
            part === 'denominator' &&
            h(
              'small',
              { class: counted ? 'is-counted' : 'is-not-counted' },
              t(counted ? 'figures.counted' : 'figures.notCounted'),
            ),
        ),
      ),
    );
  }

  async function read(anew = false) {
    const mine = ++ticket;
    if (anew) {
      cursor = null;
      replace(list, h('li', { class: 'list-note' }, t('figures.loading')));
    }
    more.hidden = true;
    const { value, problem } = await api.statisticsCases({
      ...question,
      figure: key,
      part,
      by: row?.by,
      of: row?.of,
      key: row?.key,
      cursor,
      limit: PAGE,
    });
    if (mine !== ticket) return;
    if (cursor === null) replace(list);
    if (problem) return list.append(h('li', { class: 'list-note' }, explain(problem)));
    if (value.count === 0) list.append(h('li', { class: 'list-note' }, t('figures.noCases')));
    list.append(...value.cases.map(rowOf));
    cursor = value.cursor ?? null;
    more.hidden = cursor === null;
  }

  /** @param {Part} which @param {string} words */
  const tab = (which, words) => {
    const button = h(
      'button',
      {
        type: 'button',
        data: { part: which },
        'aria-pressed': String(part === which),
        on: {
          click: () => {
            part = which;
            for (const each of parts.querySelectorAll('button'))
              each.setAttribute('aria-pressed', String(each.dataset.part === which));
            void read(true);
          },
        },
      },
      words,
    );
    return button;
  };
  const parts = h(
    'div',
    { class: 'case-parts', role: 'group', 'aria-label': t('figures.partLabel') },
    isRate(key)
      ? [
          tab('numerator', t('figures.numerator', { n: figure?.numerator ?? 0 })),
          tab('denominator', t('figures.denominator', { n: figure?.denominator ?? 0 })),
        ]
      : h('span', null, t('figures.cases', { n: (isMedian(key) ? figure?.denominator : figure?.value) ?? 0 })),
  );

  const comparison = isNow(key)
    ? h('p', { class: 'quiet' }, t('figures.now'))
    : h(
        'dl',
        { class: 'figure-before' },
        Object.entries(previous ?? {}).flatMap(([word, earlier]) => [
          h('dt', null, t(`figures.${word}`)),
          h('dd', null, sayFigure(key, earlier, format)),
        ]),
      );
  const { element: dialog } = openDialog({
    title: row ? t('figures.rowOf', { figure: name, row: row.name }) : name,
    body: [
      h(
        'div',
        { class: 'figure-head' },
        h('strong', { class: 'figure-value' }, sayFigure(key, figure, format)),
        isRate(key) && h('span', { class: 'quiet' }, `${figure?.numerator ?? 0} ÷ ${figure?.denominator ?? 0}`),
        row ? null : comparison,
      ),
      h('p', { class: 'figure-formula' }, h('b', null, t('figures.formula')), t(`formula.${key}`)),
      parts,
      h('div', { class: 'cases-frame', tabindex: '0', role: 'region', 'aria-label': name }, list, more),
    ],
    actions: [],
    cancel: t('app.close'),
  });
  dialog.classList.add('dialog-wide', 'dialog-figure');
  void read(true);
  return dialog;
}
