// What a page without an account needs: words, theme, clock, the door's calls; and to look again when it is looked at.
import { createClient } from '../http/client.js';
import { createDoor } from '../http/door.js';
import { createClock } from '../live/clock.js';
import { startWords } from './app.js';
import { h } from './dom.js';
import { createFormat } from './format.js';
import { keepLanguage } from './i18n.js';
import { icon } from './icons.js';

/** @typedef {ReturnType<typeof startOpenPage>} OpenPage */

const AGAIN_MS = 60_000;

export function startOpenPage() {
  const words = startWords();
  const { lang, t, theme } = words;
  return {
    ...words,
    door: createDoor(createClient()),
    clock: createClock(),
    /** @param {string} timeZone */
    formatIn: (timeZone) => createFormat({ lang, timeZone, t }),
    /** @param {{name?: string|null, nameEn?: string|null}|undefined} named */
    nameOf: (named) => (lang === 'en' && named?.nameEn ? named.nameEn : (named?.name ?? '')),
    /** Language and theme, as two small buttons. */
    choices: () =>
      h(
        'div',
        { class: 'choices' },
        h(
          'button',
          {
            type: 'button',
            class: 'choice',
            lang: lang === 'zh' ? 'en' : 'zh-CN',
            on: {
              click: () => {
                keepLanguage(lang === 'zh' ? 'en' : 'zh');
                location.reload();
              },
            },
          },
          t('app.language'),
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'choice',
            'aria-label': t(theme.current === 'dark' ? 'app.toLight' : 'app.toDark'),
            on: { click: () => theme.toggle() },
          },
          icon('sun'),
        ),
      ),
  };
}

/** The part of the address after the page's own name. @returns {string} */
export function pathPart() {
  try {
    return decodeURIComponent(location.pathname.split('/')[2] ?? '');
  } catch {
    // A broken % sequence names nothing.
    return '';
  }
}

/** Every minute while the page is seen, and at once when it comes back into sight. @param {() => void} look @returns {() => void} */
export function lookAgain(look) {
  const seen = () => {
    if (document.visibilityState === 'visible') look();
  };
  const timer = setInterval(seen, AGAIN_MS);
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
