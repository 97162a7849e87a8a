// Words by key and language. zh-CN comes first; a key that one file lacks fails a test, not a page.
import { messages as en } from './messages-en.js';
import { messages as zh } from './messages-zh.js';

/** @typedef {'zh'|'en'} Lang */
/** @typedef {(key: string, values?: Record<string, string|number>) => string} Translate */

const TABLES = { zh, en };
const KEY = 'language';

/** @param {Lang} lang @returns {Translate} */
export function createTranslate(lang) {
  const table = /** @type {Record<string, string>} */ (TABLES[lang]);
  return (key, values) => {
    const text = table[key] ?? key;
    return values ? text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all)) : text;
  };
}

/** @param {string} key @returns {boolean} */
export function hasMessage(key) {
  return key in zh;
}

/** ?lang= wins and is kept; else what was kept; else Chinese. @returns {Lang} */
export function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get('lang');
  const kept = asked ?? read(KEY);
  const lang = kept?.startsWith('en') ? 'en' : 'zh';
  if (asked) keepLanguage(lang);
  return lang;
}

/** @param {Lang} lang */
export function keepLanguage(lang) {
  try {
    localStorage.setItem(KEY, lang);
  } catch {
    // Storage may be forbidden: the choice then lasts for this page only.
  }
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
