// The head of a page beside the map: where one is, the way back, language, theme.
import { h, replace } from './dom.js';
import { keepLanguage } from './i18n.js';
import { icon } from './icons.js';

/** @param {import('./app.js').App} app @param {string} title @param {...HTMLElement} middle What stands beside the title. */
export function createPageHead({ t, lang, theme, session }, title, ...middle) {
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
    h('h1', null, title),
    ...middle,
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
