// The hall screen's door: six digits that an admin types on a phone. Nobody stands at the keyboard of a screen, so this asks
// again by itself whatever goes wrong, and begins anew when the digits have run out.
import { h, replace, setText } from '../ui/dom.js';
import { qr } from '../ui/qr.js';

const LOOK_MS = 3_000;
const BUSY_MS = 60_000;

/**
 * @param {ReturnType<typeof import('../ui/app.js').startWords>} words
 * @param {() => void} onPaired
 */
export function createPairing({ t, api, explain }, onPaired) {
  const digits = h('output', { class: 'screen-pairing-code', 'aria-label': t('screenPairing.code') });
  const line = h('p', { class: 'quiet', role: 'status' }, t('screenPairing.asking'));
  const picture = h('div', { class: 'screen-pairing-qr', hidden: true });
  const address = new URL('/screens', location.href);
  const element = h(
    'section',
    { class: 'screen-pairing' },
    h(
      'div',
      null,
      h('h2', null, t('screenPairing.title')),
      digits,
      h('p', null, t('screenPairing.how', { url: address.host + address.pathname })),
      line,
    ),
    picture,
  );
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {string} code */
  function show(code) {
    setText(digits, `${code.slice(0, 3)} ${code.slice(3)}`);
    setText(line, t('screenPairing.waiting'));
    address.searchParams.set('code', code);
    // A name that only this machine knows leads no phone here.
    picture.hidden = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
    if (!picture.hidden) replace(picture, qr(address.href, { label: t('screenPairing.scan') }));
  }

  async function begin() {
    const { value, problem } = await api.beginPairing();
    if (value?.code) show(value.code);
    else setText(line, problem ? explain(problem) : '');
    timer = setTimeout(value ? look : begin, problem?.status === 429 ? BUSY_MS : LOOK_MS);
  }

  async function look() {
    const { value, problem } = await api.ownPairing();
    if (value?.state === 'paired') return onPaired();
    if (value) setText(line, t('screenPairing.waiting'));
    else if (problem && problem.status !== 404) setText(line, explain(problem));
    timer = setTimeout(problem?.status === 404 ? begin : look, LOOK_MS);
  }
  void begin();

  return { element, destroy: () => clearTimeout(timer) };
}
