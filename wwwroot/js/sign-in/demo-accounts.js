// The demo accounts as buttons: only what the server offers, and with a warning where others can reach it.
import { h, replace } from '../ui/dom.js';
import { hue } from '../ui/responsible.js';

/**
 * @param {import('../ui/i18n.js').Translate} t
 * @param {(userName: string) => void} onChoose
 */
export function createDemoAccounts(t, onChoose) {
  const element = h('section', { class: 'demo', hidden: true });
  return {
    element,
    /** @param {import('../contract.js').SignIn} page */
    show({ demoAccounts, exposed }) {
      element.hidden = demoAccounts.length === 0;
      replace(
        element,
        h('h2', null, t('signIn.demo'), h('small', null, t('signIn.demoHint'))),
        exposed && h('p', { class: 'demo-warning' }, t('signIn.exposed')),
        h(
          'div',
          { class: 'demo-accounts' },
          demoAccounts.map(({ userName, displayName, role }) =>
            h(
              'button',
              { type: 'button', class: 'demo-account', on: { click: () => onChoose(userName) } },
              h(
                'span',
                { class: `avatar avatar-${hue(displayName)}`, 'aria-hidden': 'true' },
                [...displayName][0] ?? '',
              ),
              h(
                'span',
                null,
                h('strong', null, displayName),
                h('small', null, h('span', null, t(`role.${role}`)), ' ', h('span', null, userName)),
              ),
            ),
          ),
        ),
      );
    },
  };
}
