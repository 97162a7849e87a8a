// 日常: what is to be done today, what is done of it, and what was missed on the days before.
import { openDialog } from '../../ui/dialog.js';
import { h, keepFocus, replace } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { uuid } from '../../ui/uuid.js';
import { dayAfter, linesOf, stillOnTheWay } from './day-list.js';
import { createShelf } from './shelf.js';

/** @typedef {import('./day-list.js').Told} Told */
/** @typedef {ReturnType<typeof linesOf>[number]} Line */

/** How far back one looks. */
const DAYS_BACK = 6;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {import('./keep.js').Keep} options.keep
 * @param {(view: 'visits'|'patrol') => void} options.onField Visits and patrols are made there.
 * @param {(left: number) => void} options.onCount How many of today's are left.
 */
export function createDailyList({ app, keep, onField, onCount }) {
  const { t, api, explain, clock, session, nameOf } = app;
  const head = h('div', { class: 'daily-head' });
  const note = h('p', { class: 'daily-note', role: 'status', hidden: true });
  const list = h('div', { class: 'cards' });
  const element = h('div', { class: 'daily-view' }, head, note, list);
  /** @type {ReturnType<typeof createShelf<import('../../contract.js').MyDay>>} */
  const lastToday = createShelf('today', session.userName);
  /** @type {ReturnType<typeof createShelf<Told[]>>} */
  const onTheWay = createShelf('told', session.userName);
  let told = onTheWay.read() ?? [];
  let today = lastToday.read();
  let shown = today;
  let asked = 0;
  let back = 0;

  async function refresh() {
    const ticket = ++asked;
    const day = back === 0 || !today ? null : dayAfter(today.today, -back);
    const { value, problem } = await api.myDailyTasks(day);
    if (ticket !== asked) return;
    note.hidden = !problem;
    if (problem) replace(note, t('daily.old', { reason: explain(problem) }));
    else {
      shown = value;
      told = stillOnTheWay(told, value).filter((each) => each.day > dayAfter(value.today, -DAYS_BACK - 1));
      onTheWay.write(told);
      if (value.day === value.today) {
        today = value;
        lastToday.write(value);
      }
    }
    draw();
  }

  function draw() {
    const lines = shown ? linesOf(shown, told) : [];
    const left = today ? linesOf(today, told).filter(({ state }) => state === 'open').length : 0;
    onCount(left);
    keepFocus(element, () => {
      drawHead(lines);
      replace(
        list,
        lines.length === 0 && h('p', { class: 'empty' }, icon('check'), t(shown ? 'daily.none' : 'app.loading')),
        lines.map(card),
      );
    });
  }

  /** @param {Line[]} lines */
  function drawHead(lines) {
    const done = lines.filter(({ state }) => state === 'done').length;
    const isToday = back === 0;
    const words = isToday ? t('daily.today') : back === 1 ? t('daily.yesterday') : (shown?.day.slice(5) ?? '');
    const step = (/** @type {number} */ by, /** @type {string} */ key, /** @type {boolean} */ may) =>
      h(
        'button',
        {
          type: 'button',
          class: `button day-step ${by < 0 ? 'is-back' : ''}`,
          'aria-label': t(key),
          disabled: !may,
          data: { key },
          on: {
            click: () => {
              back -= by;
              void refresh();
            },
          },
        },
        icon('chevron'),
      );
    replace(
      head,
      step(-1, 'daily.dayBefore', back < DAYS_BACK && today !== null),
      h(
        'div',
        { class: 'daily-sum' },
        h('strong', null, words),
        lines.length > 0 && h('span', null, t('daily.sum', { done, n: lines.length })),
        lines.length > 0 && h('progress', { max: String(lines.length), value: String(done), 'aria-label': words }),
      ),
      step(1, 'daily.dayAfter', !isToday),
    );
  }

  /** @param {Line} line */
  function card(line) {
    const { state, target, count, countedBy } = line;
    const words = state === 'done' ? t('daily.done') : state === 'missed' ? t('daily.missed') : t('daily.open');
    const key = `${line.code} ${line.areaCode}`;
    return h(
      'article',
      { class: 'daily', data: { state, task: line.code } },
      h('span', { class: 'daily-mark', 'aria-hidden': 'true' }, state === 'done' && icon('check')),
      h(
        'div',
        { class: 'daily-words' },
        h('strong', null, nameOf(line)),
        h(
          'small',
          null,
          [line.areaName, countedBy !== 'hand' && t(`daily.by.${countedBy}`), line.note].filter(Boolean).join(' · '),
        ),
      ),
      h('span', { class: 'daily-state' }, target > 1 ? `${Math.min(count, 9999)}/${target}` : words),
      state === 'open' &&
        h(
          'button',
          {
            type: 'button',
            class: 'button button-big daily-do',
            data: { key },
            on: {
              click: () => (countedBy === 'hand' ? tell(line) : onField(countedBy === 'visits' ? 'visits' : 'patrol')),
            },
          },
          t(countedBy === 'hand' ? (target > 1 ? 'daily.one' : 'daily.finish') : `daily.go.${countedBy}`),
        ),
    );
  }

  /** @param {Line} line */
  function tell(line) {
    if (!line.needsNote) return void put(line, '');
    const words = h('textarea', { rows: '3', maxlength: '500', required: true });
    openDialog({
      title: nameOf(line),
      body: [h('label', { class: 'field' }, t('daily.note'), words)],
      cancel: t('app.cancel'),
      actions: [
        {
          label: t('daily.finish'),
          run: () => {
            if (words.value.trim() === '') {
              words.focus();
              return false;
            }
            void put(line, words.value.trim());
          },
        },
      ],
    });
  }

  /** @param {Line} line @param {string} words */
  async function put(line, words) {
    const [id, at] = [uuid(), new Date(clock.now()).toISOString()];
    const day = shown?.day ?? '';
    told = [...told, { id, task: line.code, areaCode: line.areaCode, day, count: 1 }];
    onTheWay.write(told);
    draw();
    const body = { task: line.code, areaCode: line.areaCode, at, count: 1, ...(words && { note: words }) };
    if (await keep({ url: `/api/daily-tasks/doings/${id}`, body, title: nameOf(line) })) return;
    told = told.filter((each) => each.id !== id);
    onTheWay.write(told);
    draw();
  }

  return {
    element,
    refresh,
    /** What was known last time, until the server answers. */
    start() {
      draw();
      void refresh();
    },
    /** Somebody looks: the day may be another one. */
    shown() {
      back = 0;
      void refresh();
    },
    destroy: () => element.remove(),
  };
}
