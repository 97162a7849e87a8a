// The sign-in page, served at the address that was asked for: after signing in that address is loaded again.
import { fromSignIn } from '../offline/sign-in-door.js';
import { startWords } from '../ui/app.js';
import { byId, h, replace } from '../ui/dom.js';
import { keepLanguage } from '../ui/i18n.js';
import { backdrop } from './backdrop.js';
import { createDemoAccounts } from './demo-accounts.js';
import { createPairing } from './pairing.js';

const RETRY_MS = 4_000;

const words = startWords();
const { t, lang, api, explain, theme } = words;
document.title = t('signIn.title');
byId('backdrop').append(backdrop());

const problem = h('p', { class: 'door-problem', role: 'alert', hidden: true });
const place = h('div');
const themeLink = h('button', { type: 'button', class: 'link', on: { click: () => theme.toggle() } });
const nameTheme = () => replace(themeLink, t(theme.current === 'dark' ? 'app.toLight' : 'app.toDark'));
theme.onChange(nameTheme);
nameTheme();
const demo = createDemoAccounts(t, (userName) => void signIn(userName, 'demo'));

/** Nobody signs in at a hall screen. */
const pairing = location.pathname === '/screen' ? createPairing(words, fromSignIn) : null;

replace(
  byId('door'),
  h(
    'header',
    null,
    h('img', { src: '/icon.svg', alt: '' }),
    h('h1', null, t('signIn.title')),
    h('p', null, t('signIn.subtitle')),
  ),
  problem,
  pairing?.element ?? null,
  place,
  demo.element,
  h(
    'footer',
    null,
    h('button', { type: 'button', class: 'link', on: { click: switchLanguage } }, t('app.language')),
    themeLink,
  ),
);

function switchLanguage() {
  keepLanguage(lang === 'zh' ? 'en' : 'zh');
  const url = new URL(location.href);
  url.searchParams.delete('lang');
  history.replaceState(null, '', url);
  location.reload();
}

/** @param {string|null} words */
function complain(words) {
  problem.hidden = words === null;
  problem.textContent = words ?? '';
}

/** @param {string} userName @param {string} password */
async function signIn(userName, password) {
  complain(null);
  const answer = await api.signIn(userName, password);
  if (answer.problem) return complain(explain(answer.problem));
  fromSignIn();
}

/** @param {string} name @param {string} label @param {string} type @param {string} autocomplete */
function field(name, label, type, autocomplete) {
  const input = h('input', { name, type, autocomplete, required: true, autocapitalize: 'none', spellcheck: 'false' });
  return { input, element: h('label', { class: 'field' }, label, input) };
}

/** @param {(HTMLElement|null)[]} fields @param {string} label @param {() => Promise<void>} submit */
function form(fields, label, submit) {
  const button = h('button', { type: 'submit', class: 'button button-primary' }, label);
  return h(
    'form',
    {
      on: {
        submit: async (/** @type {Event} */ event) => {
          event.preventDefault();
          button.disabled = true;
          button.textContent = t('signIn.busy');
          await submit();
          button.disabled = false;
          button.textContent = label;
        },
      },
    },
    ...fields,
    button,
  );
}

function showSignIn() {
  const userName = field('username', t('signIn.userName'), 'text', 'username');
  const password = field('password', t('signIn.password'), 'password', 'current-password');
  replace(
    place,
    form([userName.element, password.element], t('signIn.submit'), () =>
      signIn(userName.input.value.trim(), password.input.value),
    ),
  );
}

function showSetup() {
  const code = field('code', t('signIn.code'), 'text', 'one-time-code');
  const userName = field('username', t('signIn.userName'), 'text', 'username');
  const password = field('password', t('signIn.password'), 'password', 'new-password');
  replace(
    place,
    h('div', { class: 'demo' }, h('h2', null, t('signIn.setup')), h('p', { class: 'quiet' }, t('signIn.setupHint'))),
    form([code.element, userName.element, password.element], t('signIn.create'), async () => {
      const account = {
        code: code.input.value.trim(),
        userName: userName.input.value.trim(),
        password: password.input.value,
      };
      const answer = await api.setUp(account);
      if (answer.problem) return complain(explain(answer.problem));
      await signIn(account.userName, account.password);
    }),
  );
}

showSignIn();
for (;;) {
  const { value, problem: trouble } = await api.signInPage();
  if (value) {
    complain(null);
    if (value.setupNeeded) showSetup();
    demo.show(value);
    break;
  }
  complain(trouble.status === 0 ? t('signIn.unreachable') : explain(trouble));
  await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
}
