// The head: title, where one is, search, data age, mode, language, theme, account.
import { forgetAccount } from '../offline/account.js';
import { createConnectionChip } from '../ui/connection-chip.js';
import { openDialog } from '../ui/dialog.js';
import { h, replace, setText } from '../ui/dom.js';
import { keepLanguage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';
import { homeOf } from '../ui/place.js';
import { hue } from '../ui/responsible.js';
import { decides } from './queues.js';
import { FILING } from './selection.js';

/** @typedef {import('../contract.js').Mode} Mode */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('./selection.js').Selection} options.selection
 * @param {HTMLElement} options.search
 * @param {import('../ui/toast.js').Toasts} options.toasts
 */
export function createTopBar({ app, reference, selection, search, toasts }) {
  const { t, lang, theme, session, api, explain } = app;
  const chip = createConnectionChip(app);
  const crumbs = h('nav', { class: 'crumbs' });
  /** @type {Mode} */
  let mode = 'normal';
  const modeWord = h('span');
  const maySwitch = session.role === 'admin' || session.role === 'leader';
  const modeChip = h(
    'button',
    { type: 'button', class: 'chip mode', disabled: !maySwitch, on: { click: askMode } },
    modeWord,
  );
  const themeButton = h('button', { type: 'button', class: 'tool', on: { click: () => theme.toggle() } });
  const language = h(
    'button',
    {
      type: 'button',
      class: 'tool tool-wide',
      on: {
        click: () => {
          keepLanguage(lang === 'zh' ? 'en' : 'zh');
          const url = new URL(location.href);
          url.searchParams.delete('lang');
          history.replaceState(null, '', url);
          location.reload();
        },
      },
    },
    t('app.language'),
  );
  const account = h(
    'div',
    { class: 'account' },
    h(
      'span',
      { class: `avatar avatar-${hue(session.displayName)}`, 'aria-hidden': 'true' },
      [...session.displayName][0] ?? '',
    ),
    h(
      'span',
      { class: 'account-words' },
      h('strong', null, session.displayName),
      h('small', null, t(`role.${session.role}`)),
    ),
    ['admin', 'leader'].includes(session.role) &&
      h(
        'a',
        { class: 'tool', href: '/import', 'aria-label': t('import.title'), title: t('import.title') },
        icon('layers'),
      ),
    session.role === 'admin' &&
      h(
        'a',
        { class: 'tool', href: '/screens', 'aria-label': t('screens.title'), title: t('screens.title') },
        icon('screen'),
      ),
    session.role === 'admin' &&
      h(
        'a',
        { class: 'tool', href: '/webhooks', 'aria-label': t('webhooks.title'), title: t('webhooks.title') },
        icon('link'),
      ),
    session.role === 'admin' &&
      h('a', { class: 'tool', href: '/ops', 'aria-label': t('ops.title'), title: t('ops.title') }, icon('chart')),
    h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'aria-label': t('app.signOut'),
        title: t('app.signOut'),
        on: { click: signOut },
      },
      icon('exit'),
    ),
  );
  const file =
    decides(session.role) &&
    h(
      'button',
      {
        type: 'button',
        class: 'button button-file',
        'aria-keyshortcuts': 'n',
        title: `${t('filing.title')} (n)`,
        on: { click: () => selection.set(FILING) },
      },
      icon('plus'),
      h('span', { class: 'button-words' }, t('filing.title')),
    );
  const element = h(
    'div',
    { class: 'top-row' },
    h('h1', null, t('app.name')),
    crumbs,
    search,
    file,
    h('div', { class: 'top-end' }, chip.element, modeChip, language, themeButton, account),
  );

  async function signOut() {
    await api.signOut();
    forgetAccount();
    location.assign(location.pathname);
  }

  function askMode() {
    const areas = reference().areas;
    const area = areas.get(selection.current.area) ?? homeOf(areas, session);
    if (!area) return;
    const next = mode === 'normal' ? 'emergency' : 'normal';
    const note = h('input', { type: 'text', maxlength: '200' });
    openDialog({
      title: t(next === 'emergency' ? 'mode.toEmergency' : 'mode.toNormal'),
      body: [
        h(
          'p',
          null,
          t('mode.confirm', { area: area.name, mode: t(next === 'emergency' ? 'mode.toEmergency' : 'mode.toNormal') }),
        ),
        h('label', { class: 'field' }, t('mode.note'), note),
      ],
      cancel: t('app.cancel'),
      actions: [
        {
          label: t('app.confirm'),
          tone: next === 'emergency' ? 'danger' : 'primary',
          run: async () => {
            const { problem } = await api.switchMode(area.code, next, note.value.trim());
            if (problem) toasts.show(explain(problem), { tone: 'bad' });
            return !problem;
          },
        },
      ],
    });
  }

  function showTheme() {
    const label = t(theme.current === 'dark' ? 'app.toLight' : 'app.toDark');
    themeButton.setAttribute('aria-label', label);
    themeButton.title = label;
    replace(themeButton, icon(theme.current === 'dark' ? 'sun' : 'moon'));
  }
  const off = theme.onChange(showTheme);
  showTheme();

  return {
    element,
    setConnection: chip.set,
    /** @param {Mode} next */
    setMode(next) {
      mode = next;
      modeChip.dataset.mode = next;
      setText(modeWord, t(`mode.${next}`));
    },
    showPlace() {
      const { areas } = reference();
      const path = areas.chain(selection.current.area ?? homeOf(areas, session)?.code).reverse();
      replace(
        crumbs,
        path.flatMap((area, i) => [
          i > 0 && h('span', { class: 'crumb-gap', 'aria-hidden': 'true' }, '›'),
          h(
            'button',
            {
              type: 'button',
              class: i === path.length - 1 ? 'crumb is-here' : 'crumb',
              on: { click: () => selection.set({ area: i === 0 ? null : area.code, issue: null }) },
            },
            area.name,
          ),
        ]),
      );
    },
    destroy() {
      off();
      chip.destroy();
      element.remove();
    },
  };
}
