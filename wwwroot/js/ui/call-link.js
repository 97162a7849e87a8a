// A phone to tap.
import { telOf } from './chain.js';
import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {{t: import('./i18n.js').Translate}} app
 * @param {string} phone
 * @param {string} whose For those who hear the page; what is to be seen comes in it as well, or a voice could not ask for it.
 */
export function callLink({ t }, phone, whose) {
  return h(
    'a',
    { class: 'call', href: telOf(phone), 'aria-label': `${t('grid.call', { name: whose })} ${phone}` },
    icon('phone'),
    h('span', { class: 'call-number' }, phone),
  );
}
