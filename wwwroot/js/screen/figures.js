// 今日: six figures. Open and overdue come from the state itself, so they always agree with the map beside them.
import { isOverdue } from '../live/lateness.js';
import { h, replace, setText } from '../ui/dom.js';

const NAMES = /** @type {const} */ (['reported', 'closed', 'open', 'overdue', 'onTime', 'satisfied']);

/** What the server calls each. @type {Record<typeof NAMES[number], string>} */
const KEYS = {
  reported: 'reported',
  closed: 'closed',
  open: 'open',
  overdue: 'overdue',
  onTime: 'onTimeRate',
  satisfied: 'satisfiedRate',
};

/**
 * @param {import('../ui/app.js').App} app
 * @param {(key: string) => void} onOpen Somebody touches a figure and wants to know what it counts.
 */
export function createFigures({ t, format, clock }, onOpen) {
  const tiles = Object.fromEntries(
    NAMES.map((name) => {
      const value = h('strong', null, '—');
      return [
        name,
        {
          value,
          element: h(
            'button',
            { type: 'button', class: `figure figure-${name}`, on: { click: () => onOpen(KEYS[name]) } },
            value,
            h('span', null, t(`screen.${name}`)),
          ),
        },
      ];
    }),
  );
  const asOf = h('span');
  const element = h(
    'section',
    { class: 'card' },
    h('div', { class: 'card-head' }, h('h2', null, t('screen.today')), asOf),
    h(
      'div',
      { class: 'figures' },
      NAMES.map((name) => tiles[name]?.element),
    ),
  );

  /** @param {typeof NAMES[number]} name @param {number|null|undefined} value */
  function count(name, value) {
    const tile = tiles[name];
    if (!tile) return;
    setText(tile.value, value === null || value === undefined ? '—' : String(value));
    tile.element.classList.toggle('is-some', Boolean(value));
  }

  /** @param {typeof NAMES[number]} name @param {import('../contract.js').Figure|undefined} figure */
  function rate(name, figure) {
    const tile = tiles[name];
    if (!tile) return;
    const known = figure?.value !== null && figure?.value !== undefined;
    replace(tile.value, format.percent(figure?.value), known && h('small', null, '%'));
    tile.element.title = figure?.formula ?? '';
  }

  return {
    element,
    /** @param {import('../contract.js').Statistics} today */
    showToday({ figures }) {
      count('reported', figures.reported?.value);
      count('closed', figures.closed?.value);
      rate('onTime', figures.onTimeRate);
      rate('satisfied', figures.satisfiedRate);
      setText(asOf, t('screen.asOf', { time: format.minute(clock.now()) }));
    },
    /** @param {import('../live/state.js').LiveState} state */
    showState({ open }) {
      const now = clock.now();
      let overdue = 0;
      for (const issue of open) if (isOverdue(issue, now)) overdue++;
      count('open', open.size);
      count('overdue', overdue);
    },
    /** @param {string} reason */
    showTrouble(reason) {
      setText(asOf, `${t('screen.statsFailed')} · ${reason}`);
    },
  };
}
