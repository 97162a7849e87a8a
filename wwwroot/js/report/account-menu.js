// Who is signed in, the look, the language, the way out.
import { openDialog } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { keepLanguage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';

/**
 * @param {import('../ui/app.js').App} app
 * @param {object} options
 * @param {() => number} options.unsent How many reports are still on the phone.
 * @param {() => boolean} options.isFormEmpty
 * @param {() => Promise<void>} options.leave
 */
export function createAccountMenu({ t, lang, session, theme }, { unsent, isFormEmpty, leave }) {
  function switchLanguage() {
    keepLanguage(lang === 'zh' ? 'en' : 'zh');
    location.assign(location.pathname);
  }

  function signOut() {
    const n = unsent();
    if (n === 0 && isFormEmpty()) return void leave();
    openDialog({
      title: n > 0 ? t('outbox.leaveTitle', { n }) : t('draft.leaveTitle'),
      body: [
        n > 0 ? h('p', null, t('outbox.leaveWords')) : null,
        isFormEmpty() ? null : h('p', null, t('draft.leaveWords')),
      ],
      cancel: t('outbox.stay'),
      actions: [{ label: t('outbox.leave'), tone: 'danger', run: leave }],
    });
  }

  return h(
    'details',
    { class: 'me' },
    h('summary', { 'aria-label': session.displayName }, icon('user')),
    h(
      'div',
      { class: 'me-menu' },
      h('strong', null, session.displayName),
      h('small', { class: 'quiet' }, t(`role.${session.role}`)),
      h(
        'button',
        { type: 'button', class: 'button', on: { click: () => theme.toggle() } },
        icon('moon'),
        `${t('app.toDark')} / ${t('app.toLight')}`,
      ),
      h('button', { type: 'button', class: 'button', on: { click: switchLanguage } }, icon('globe'), t('app.language')),
      h('button', { type: 'button', class: 'button', on: { click: signOut } }, icon('exit'), t('app.signOut')),
    ),
  );
}
