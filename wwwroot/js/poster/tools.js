// Above the paper, never printed: what is printed, on which size, and the printer.
import { h } from '../ui/dom.js';
import { SIZES } from './sheet.js';

const PLATES = ['grid', 'building', 'unit'];

/**
 * @param {import('../ui/app.js').App} app
 * @param {import('./data.js').Poster|null} poster
 * @param {{size: string, plates: string|null}} chosen
 * @returns {HTMLElement[]}
 */
export function createTools({ t, settings }, poster, { size, plates }) {
  /** @param {Record<string, string>} query @param {string} words @param {boolean} isChosen */
  const link = (query, words, isChosen) => {
    const to = new URLSearchParams({ ...(poster && { area: poster.root.code }), ...query });
    return h('a', { href: `?${to}`, 'aria-current': isChosen ? 'page' : null }, words);
  };
  return [
    h('a', { href: '/' }, t('poster.toMap')),
    h(
      'nav',
      { 'aria-label': t('poster.size') },
      SIZES.map(({ name }) =>
        link({ size: name }, `${t('poster.poster')} ${name.toUpperCase()}`, !plates && name === size),
      ),
    ),
    h(
      'nav',
      { 'aria-label': t('poster.plates') },
      PLATES.map((kind) => link({ plates: kind }, t(`poster.plates.${kind}`), plates === kind)),
    ),
    h('button', { type: 'button', on: { click: () => print() } }, t('poster.print')),
    ...(settings.publicUrl ? [] : [h('p', { class: 'note' }, t('poster.noPublicUrl'))]),
  ];
}
