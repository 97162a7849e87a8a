// Menus and buttons of the thematic layers.
import { h } from '../../ui/dom.js';

/** @typedef {'none'|'open'|'overdue'|'reported'} Tint */
/** @typedef {{tint: Tint, level: string, per: boolean, heat: boolean}} ChosenTheme `level`: its code, or auto. */

/** @type {readonly Tint[]} */
export const TINTS = ['none', 'open', 'overdue', 'reported'];
/** Those with outlines, from the top. */
export const LEVELS = ['district', 'street', 'community', 'section', 'grid', 'microgrid', 'building'];

/**
 * @param {import('../../ui/i18n.js').Translate} t
 * @param {Readonly<ChosenTheme>} chosen Changed by the caller only.
 * @param {(patch: Partial<ChosenTheme>) => void} choose
 */
export function createThemeControls(t, chosen, choose) {
  /** @param {string} name @param {[string, string][]} words @param {(value: string) => void} onChoose */
  function menu(name, words, onChoose) {
    const select = h(
      'select',
      {
        'aria-label': t(`theme.${name}`),
        title: t(`theme.${name}`),
        data: { theme: name },
        on: { change: () => onChoose(select.value) },
      },
      words.map(([value, word]) => h('option', { value }, word)),
    );
    return select;
  }
  const tints = menu(
    'tint',
    TINTS.map((word) => [word, t(`theme.tint.${word}`)]),
    (value) => choose({ tint: /** @type {Tint} */ (value) }),
  );
  const depth = menu(
    'level',
    [
      ['auto', t('theme.level.auto')],
      ...LEVELS.map((word) => /** @type {[string, string]} */ ([word, t(`theme.level.${word}`)])),
    ],
    (value) => choose({ level: value }),
  );
  /** @param {'per'|'heat'} name */
  const toggle = (name) =>
    h(
      'button',
      {
        type: 'button',
        data: { theme: name },
        'aria-pressed': 'false',
        on: { click: () => choose({ [name]: !chosen[name] }) },
      },
      t(`theme.${name}`),
    );
  const per = toggle('per');
  const heat = toggle('heat');
  const element = h(
    'div',
    { class: 'map-layers map-themes', role: 'group', 'aria-label': t('theme.label') },
    tints,
    depth,
    per,
    heat,
  );

  return {
    element,
    show() {
      tints.value = chosen.tint;
      depth.value = chosen.level;
      for (const select of [tints, depth]) select.classList.toggle('is-set', select.selectedIndex > 0);
      per.setAttribute('aria-pressed', String(chosen.per));
      heat.setAttribute('aria-pressed', String(chosen.heat));
      depth.hidden = chosen.tint === 'none';
      per.hidden = chosen.tint === 'none';
    },
  };
}
