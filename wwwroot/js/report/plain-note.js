// On plain http a browser gives a page less. One calm line says what, and where it is mended; reporting goes on all the same.
import { h } from '../ui/dom.js';

/** @param {import('../ui/i18n.js').Translate} t @returns {HTMLElement|null} Null on https. */
export const plainNote = (t) =>
  isSecureContext
    ? null
    : h('p', { class: 'plain-note' }, h('span', null, t('plain.what')), h('a', { href: '/trust' }, t('plain.how')));
