// The figures as buttons, each with what it was a day and a week before. Pressed, a figure explains itself.
import { h, replace, setText } from '../../ui/dom.js';
import { COUNTS, isNow, MEDIANS, QUALITY, RATES, sayFigure } from '../../ui/figure-words.js';

const GROUPS = /** @type {const} */ ([
  ['counts', COUNTS, null],
  ['rates', RATES, 'figures.rates'],
  ['quality', QUALITY, 'figures.quality'],
  ['times', MEDIANS, 'figures.times'],
]);
const COMPARED = /** @type {const} */ (['yesterday', 'lastWeek']);

/**
 * @param {import('../../ui/app.js').App} app
 * @param {(key: string) => void} onFigure
 */
export function createTiles({ t, format }, onFigure) {
  /** @type {Map<string, {value: HTMLElement, before: HTMLElement, button: HTMLElement}>} */
  const tiles = new Map();

  /** @param {string} key */
  function tile(key) {
    const value = h('strong', null, '—');
    const before = h('small', { class: 'tile-before' });
    const button = h(
      'button',
      { type: 'button', class: `tile tile-${key}`, data: { figure: key }, on: { click: () => onFigure(key) } },
      value,
      h('span', null, t(`figure.${key}`)),
      before,
    );
    tiles.set(key, { value, before, button });
    return button;
  }
  const element = h(
    'div',
    { class: 'tiles' },
    GROUPS.map(([name, keys, title]) =>
      h(
        'section',
        { class: `tile-group tiles-${name}` },
        title && h('h3', null, t(title)),
        h('div', null, keys.map(tile)),
      ),
    ),
  );

  return {
    element,
    /** @param {import('../../contract.js').Statistics} statistics */
    show({ figures, previous }) {
      for (const [key, { value, before, button }] of tiles) {
        setText(value, sayFigure(key, figures[key], format));
        const words = isNow(key)
          ? []
          : COMPARED.map(
              (word) => `${t(`figures.${word}Short`)} ${sayFigure(key, previous?.[word]?.figures[key], format)}`,
            );
        // Only what differs: a figure that stays must not be announced again.
        if (before.dataset.words !== words.join())
          replace(
            before,
            words.map((word) => h('span', null, word)),
          );
        before.dataset.words = words.join();
        button.classList.toggle('is-some', Boolean(figures[key]?.value));
        button.title = t(`formula.${key}`);
      }
    },
  };
}
