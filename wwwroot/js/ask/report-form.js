// 我要反映: kind, words, place, and who to call back if one wishes. What was typed stays on the phone until it has arrived; sending
// again is the same report.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { uuid } from '../ui/uuid.js';
import { createDrafts } from './draft.js';
import { createKinds } from './kinds.js';
import { createNear } from './near.js';
import { prove } from './proof.js';
import { createSpot } from './spot.js';

/** @typedef {import('../contract.js').Problem} Problem */

/** Nothing was sent. */
const NOTHING = { value: null, problem: null };

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {object} options
 * @param {import('../contract.js').AskView} options.view
 * @param {import('./ground.js').Ground} options.ground
 * @param {() => void} options.onBack
 * @param {(receipt: import('../contract.js').AskReceipt, hasJoined: boolean) => void} options.onSent
 */
export function createReportForm(app, { view, ground, onBack, onSent }) {
  const { t, door, explain } = app;
  const { code } = view.area;
  const drafts = createDrafts(Date.now(), localStorage);
  const draft = drafts.read(code);
  let id = draft?.id ?? uuid();
  const near = createNear(app, view);
  let sending = false;
  /** The parts call while they are still being made. */
  let whole = false;

  const kinds = createKinds(app, { tree: view.categories, chosen: draft?.category ?? null, onChange: changed });
  const words = h('textarea', {
    class: 'field-box',
    rows: '3',
    maxlength: '500',
    placeholder: t('ask.wordsHint'),
    'aria-label': t('ask.words'),
    on: { input: changed },
    value: draft?.words ?? '',
  });
  const spot = createSpot(app, {
    ground,
    start: draft?.place ?? view.center ?? { lon: 0, lat: 0 },
    confirmed: false,
    onChange: changed,
  });
  const name = h('input', {
    class: 'field-box',
    name: 'name',
    autocomplete: 'name',
    maxlength: '40',
    on: { input: changed },
    value: draft?.name ?? '',
  });
  const phone = h('input', {
    class: 'field-box',
    name: 'tel',
    type: 'tel',
    autocomplete: 'tel',
    maxlength: '20',
    on: { input: changed },
    value: draft?.phone ?? '',
  });
  const notice = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const send = h('button', { type: 'button', class: 'big-button', on: { click: () => void submit() } });
  const form = h(
    'div',
    { class: 'form' },
    h('h2', null, t('ask.kind')),
    kinds.element,
    h('h2', null, t('ask.words')),
    words,
    h('h2', null, t('ask.where')),
    spot.element,
    h(
      'details',
      { class: 'card contact-me', open: Boolean(draft?.name || draft?.phone) },
      h('summary', null, t('ask.contactMe')),
      h('p', { class: 'quiet' }, t('ask.contactWhy')),
      h('label', null, t('ask.yourName'), name),
      h('label', null, t('ask.yourPhone'), phone),
    ),
  );
  const element = h(
    'section',
    { class: 'report' },
    h(
      'div',
      { class: 'report-head' },
      h(
        'button',
        { type: 'button', class: 'choice', 'aria-label': t('ask.back'), on: { click: onBack } },
        icon('undo'),
      ),
      h('h1', null, t('ask.report')),
      h('small', null, view.area.name),
    ),
    form,
    h('div', { class: 'foot' }, notice, send),
  );

  /** @returns {boolean} Whether this phone keeps what was typed. */
  function keep() {
    return drafts.keep({
      id,
      code,
      savedAt: Date.now(),
      category: kinds.chosen,
      words: words.value,
      place: spot.place,
      name: name.value,
      phone: phone.value,
    });
  }

  function changed() {
    if (!whole) return;
    keep();
    check();
  }

  function check() {
    if (sending) return;
    const missing = !kinds.chosen ? 'ask.needKind' : !spot.confirmed ? 'ask.needPlace' : null;
    send.disabled = missing !== null;
    replace(send, t(missing ?? 'ask.send'));
  }
  whole = true;
  check();

  async function submit() {
    if (sending || send.disabled) return;
    sending = true;
    send.disabled = true;
    form.inert = true;
    notice.hidden = true;
    replace(send, h('span', { class: 'spinner', 'aria-hidden': 'true' }), t('ask.looking'));
    const choice = await near.check(kinds.chosen ?? '', spot.place);
    const { value, problem } = choice.go === 'report' ? await deliver() : NOTHING;
    sending = false;
    form.inert = false;
    if (choice.go === 'stay') return check();
    const receipt = choice.go === 'joined' ? choice.receipt : value;
    if (receipt) {
      drafts.forget();
      return onSent(receipt, choice.go === 'joined');
    }
    if (!problem) return check();
    const kept = keep();
    notice.hidden = false;
    replace(notice, t(kept ? 'ask.failedKept' : 'ask.failed', { reason: explain(problem) }));
    check();
  }

  /** @param {boolean} [anew] @returns {Promise<import('../contract.js').Result<import('../contract.js').AskReceipt>>} */
  async function deliver(anew = false) {
    replace(send, h('span', { class: 'spinner', 'aria-hidden': 'true' }), t('ask.proving'));
    const challenge = await door.challenge(code, id);
    if (challenge.problem) return challenge;
    const nonce = await prove(challenge.value);
    replace(send, h('span', { class: 'spinner', 'aria-hidden': 'true' }), t('ask.sending'));
    const building = spot.building();
    const answer = await door.report(code, {
      id,
      category: kinds.chosen,
      location: { lon: spot.place.lon, lat: spot.place.lat },
      ...(words.value.trim() && { description: words.value.trim() }),
      ...(building && { buildingCode: building }),
      ...((name.value.trim() || phone.value.trim()) && {
        reporter: { name: name.value.trim(), phone: phone.value.trim() },
      }),
      challenge: challenge.value.challenge,
      nonce,
    });
    // An earlier attempt had arrived, its answer was lost, and the words have been changed since: they are a report of their own.
    if (answer.problem?.code === 'issue.id_taken' && !anew) {
      id = uuid();
      return deliver(true);
    }
    return answer;
  }

  return { element, start: spot.start, destroy: spot.destroy };
}
