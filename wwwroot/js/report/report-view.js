// 上报: photo, place, tile, words, send. What is sent lies in the outbox at once, and the form is free for the next.
import { h, replace } from '../ui/dom.js';
import { ageOf } from '../ui/taken.js';
import { createCapture } from './capture.js';
import { createFormDraft } from './form-draft.js';
import { createPlace } from './place.js';
import { createReceipt } from './receipt.js';
import { createSettleBox } from './settle-box.js';
import { createSimilar } from './similar.js';
import { createTiles } from './tiles.js';
import { createVoice } from './voice.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('./orders.js').Orders} options.orders
 * @param {() => {lon: number, lat: number}|null} options.start
 * @param {import('../outbox/outbox.js').Outbox} options.outbox
 * @param {Pick<import('../offline/drafts.js').Drafts, 'save'>} options.drafts
 * @param {import('./form-draft.js').Found} options.found The draft to go on with.
 * @param {() => void} options.onMine
 */
export function createReportView({ app, reference, orders, start, outbox, drafts, found, onMine }) {
  const { t, clock, session } = app;
  let sending = false;
  /** On plain http the place calls before the other parts are made. */
  let whole = false;
  /** @type {string|null} */
  let capturedAt = null;

  const capture = createCapture({
    t,
    kind: 'before',
    words: 'report.photoFirst',
    hint: 'report.photoHint',
    onChange: () => {
      noteWhenAndWhere();
      changed();
    },
  });
  const place = createPlace({ app, reference, start, onChange: changed });
  const tiles = createTiles({ app, reference, onChange: changed });
  const settle = createSettleBox({ t, onChange: changed });
  const similar = createSimilar({ app, reference, orders, onDrop: anew });
  const words = h('textarea', {
    class: 'words',
    rows: '1',
    maxlength: '500',
    placeholder: t('report.words'),
    'aria-label': t('report.words'),
    on: { input: changed },
  });
  const voice = createVoice({ t, onChange: changed });
  const draft = createFormDraft({
    app,
    drafts,
    parts: { capture, place, tiles, settle, voice, words },
    capturedAt: () => capturedAt,
    onDiscard: anew,
  });
  const notice = h('p', { class: 'notice', role: 'alert', hidden: true });
  const receipt = createReceipt({ app, reference, onMine });
  const send = h(
    'button',
    { type: 'button', class: 'button button-primary button-big', on: { click: submit } },
    t('report.send'),
  );
  const form = h(
    'div',
    { class: 'report-form' },
    receipt.element,
    draft.element,
    capture.element,
    place.element,
    tiles.element,
    similar.element,
    settle.element,
    h('div', { class: 'words-row' }, words, voice.element),
  );
  const foot = h('div', { class: 'report-foot' }, notice, send);
  const element = h('div', { class: 'report-view' }, form, foot);

  /** A photo from the gallery was taken then and there, not here and now. */
  function noteWhenAndWhere() {
    const shot = capture.shots.at(-1);
    if (!shot) capturedAt = null;
    const age = ageOf(shot?.taken, Date.now());
    if (shot) capturedAt ??= new Date(clock.now() - age).toISOString();
    if (shot?.taken?.place) place.suggest(shot.taken.place, age > 0);
  }

  function changed() {
    // The parts call while they are still being made.
    if (!whole) return;
    draft.changed();
    check();
  }

  /** What is still missing, as the button's own words. */
  function check() {
    if (sending) return;
    const category = tiles.chosen;
    settle.offer(session.role === 'worker' && Boolean(category && reference().categories.get(category)?.small));
    void similar.look(category, place.current);
    const missing = !category
      ? 'report.needCategory'
      : !place.current
        ? 'report.needPlace'
        : settle.isOn && settle.shots.length === 0
          ? 'report.needAfter'
          : null;
    send.disabled = missing !== null;
    replace(send, t(missing ?? (settle.isOn ? 'report.sendSettled' : 'report.send')));
  }
  if (found) {
    capturedAt = found.form.capturedAt;
    draft.restore(found);
  }
  whole = true;
  check();

  /** @param {string|null} text */
  function say(text) {
    notice.hidden = text === null;
    replace(notice, text);
  }

  async function submit() {
    const at = place.current;
    if (!at || !tiles.chosen || sending) return;
    sending = true;
    send.disabled = true;
    form.inert = true;
    say(null);
    // A tap is faster than a slow phone that still shrinks the photo, or still records.
    await Promise.all([voice.finish(), capture.finish(), settle.finish()]);
    const parcel = await keep(at, tiles.chosen);
    sending = false;
    form.inert = false;
    if (parcel === null) return check();
    anew();
    receipt.show(parcel, outbox.view);
    receipt.element.scrollIntoView({ block: 'nearest' });
  }

  /** @param {import('./place.js').Place} at @param {string} category @returns {Promise<string|null>} Null where the phone cannot keep it. */
  async function keep(at, category) {
    const { buildingCode } = place.describe(at);
    const text = words.value.trim();
    try {
      return await outbox.keep({
        body: {
          category,
          location: { lon: at.lon, lat: at.lat, ...(at.accuracy !== undefined && { accuracy: at.accuracy }) },
          source: session.role === 'desk' ? 'counter' : 'patrol',
          ...(text && { description: text }),
          ...(buildingCode && { buildingCode }),
          // It may lie here for days: without a photo it was seen when it was written down.
          capturedAt: capturedAt ?? new Date(clock.now()).toISOString(),
        },
        shots: [...capture.shots, ...(settle.isOn ? settle.shots : [])],
        take: voice.take,
        settle: settle.isOn ? { answer: settle.answer } : null,
      });
    } catch (fault) {
      const isFull = fault instanceof DOMException && fault.name === 'QuotaExceededError';
      say(isFull ? t('outbox.full') : t('outbox.notKept', { reason: String(fault) }));
      return null;
    }
  }

  function anew() {
    capturedAt = null;
    words.value = '';
    capture.clear();
    voice.clear();
    settle.clear();
    tiles.settle();
    say(null);
    place.locate();
    changed();
  }

  return {
    element,
    /** A report about a known place, its first words written. @param {import('./place.js').Place} at @param {string} text */
    begin(at, text) {
      place.restore(at);
      words.value = text;
      draft.changed();
    },
    /** Nothing in it would be lost. */
    get isEmpty() {
      return capture.shots.length + settle.shots.length === 0 && words.value.trim() === '' && !voice.take;
    },
    /** Not even a category was chosen. */
    get isUntouched() {
      return draft.isUntouched;
    },
    tell: receipt.update,
    /** Categories were imported: the tiles show those in use. */
    reload() {
      tiles.draw();
      check();
    },
    destroy() {
      capture.destroy();
      voice.destroy();
      settle.destroy();
      place.destroy();
      element.remove();
    },
  };
}
