// The head of the import page: where one is, the way back, language, theme.
import { h, replace } from '../ui/dom.js';
import { keepLanguage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';

/** @param {import('../ui/app.js').App} app @param {HTMLElement} kinds */
export function createHead({ t, lang, theme, session }, kinds) {
  const themeButton = h('button', { type: 'button', class: 'tool', on: { click: () => theme.toggle() } });
  const language = h(
    'button',
    {
      type: 'button',
      class: 'tool',
      on: {
        click: () => {
          keepLanguage(lang === 'zh' ? 'en' : 'zh');
          const search = new URLSearchParams(location.search);
          search.delete('lang');
          location.assign(`${location.pathname}?${search}`);
        },
      },
    },
    t('app.language'),
  );
  function showTheme() {
    const label = t(theme.current === 'dark' ? 'app.toLight' : 'app.toDark');
    themeButton.setAttribute('aria-label', label);
    themeButton.title = label;
    replace(themeButton, icon(theme.current === 'dark' ? 'sun' : 'moon'));
  }
  const off = theme.onChange(showTheme);
  showTheme();
  const elements = [
    h('a', { class: 'back', href: '/' }, t('import.toMap')),
    h('h1', null, t('import.title')),
    kinds,
    h('div', { class: 'bar-end' }, h('span', { class: 'quiet' }, session.displayName), language, themeButton),
  ];
  return {
    elements,
    destroy() {
      off();
      for (const element of elements) element.remove();
    },
  };
}
