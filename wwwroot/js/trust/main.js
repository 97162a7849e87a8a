// 手机用 https 打开: why, the authority to trust, how on each phone, and the address to go on with.
import { byId, h, replace } from '../ui/dom.js';
import { startOpenPage } from '../ui/open-page.js';
import { qr } from '../ui/qr.js';
import { fingerprintLines, httpsAddress, systemOf } from './trust.js';

const AUTHORITY = '/trust/mapdashboard-ca.crt';
/** How many steps each has in the messages. @type {[import('./trust.js').System, number][]} */
const SYSTEMS = [
  ['ios', 4],
  ['android', 3],
  ['harmony', 3],
  ['windows', 3],
];

const page = startOpenPage();
const { t, api, explain } = page;
document.title = t('trust.title');
byId('head').append(h('strong', null, t('app.name')), page.choices());
const main = byId('main');

/** @param {import('../contract.js').Trust} trust */
function show(trust) {
  const address = httpsAddress(trust, location);
  if (!address) {
    return replace(
      main,
      h('section', { class: 'card' }, h('h1', null, t('trust.title')), h('p', null, t('trust.notOffered'))),
    );
  }
  replace(
    main,
    h('section', { class: 'card' }, h('h1', null, t('trust.title')), h('p', null, t('trust.why'))),
    trust.fingerprint && authority(trust.fingerprint),
    trust.fingerprint && systems(),
    h(
      'section',
      { class: 'card trust-go' },
      h('h2', null, t('trust.go')),
      h('a', { class: 'button button-primary button-big', href: address }, t('trust.open')),
      qr(address, { label: t('trust.scan') }),
      h('p', { class: 'trust-address' }, address),
      h('p', { class: 'quiet' }, t('trust.browser')),
    ),
  );
}

/** @param {string} fingerprint */
function authority(fingerprint) {
  return h(
    'section',
    { class: 'card' },
    h('h2', null, t('trust.get')),
    h('p', null, t('trust.what')),
    h('a', { class: 'button button-primary button-big', href: AUTHORITY }, t('trust.download')),
    h('h3', null, t('trust.fingerprint')),
    h('p', { class: 'quiet' }, t('trust.compare')),
    h(
      'p',
      { class: 'fingerprint' },
      fingerprintLines(fingerprint).map((line) => h('span', null, line)),
    ),
  );
}

function systems() {
  const mine = systemOf(navigator.userAgent);
  return h(
    'section',
    { class: 'card' },
    h('h2', null, t('trust.install')),
    SYSTEMS.map(([name, steps]) =>
      h(
        'details',
        { class: 'trust-system', open: name === mine },
        h('summary', null, t(`trust.${name}`)),
        h(
          'ol',
          null,
          Array.from({ length: steps }, (_, i) => h('li', null, t(`trust.${name}.${i + 1}`))),
        ),
      ),
    ),
    h('p', { class: 'quiet' }, t('trust.remove')),
  );
}

const { value, problem } = await api.trust();
if (problem) replace(main, h('section', { class: 'card' }, h('p', null, explain(problem))));
else show(value);
