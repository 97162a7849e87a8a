// 上报: photo, place, tile, words, send. A failure keeps everything and says what happened; sending again sends what is missing.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { gridOf } from '../ui/place.js';
import { createCapture } from './capture.js';
import { createDelivery } from './delivery.js';
import { createPlace } from './place.js';
import { createSettleBox } from './settle-box.js';
import { createSimilar } from './similar.js';
import { createTiles } from './tiles.js';
import { createVoice } from './voice.js';

/** @typedef {import('../contract.js').Issue} Issue */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('../ui/command.js').Commands} options.commands
 * @param {() => {lon: number, lat: number}|null} options.start
 * @param {(issue: Issue) => void} options.onSent
 * @param {() => void} options.onMine
 */
export function createReportView({ app, reference, commands, start, onSent, onMine }) {
  const { t, format, clock, session } = app;
  let delivery = createDelivery(app, tellProgress);
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
      capturedAt ??= new Date(clock.now()).toISOString();
    },
  });
  const place = createPlace({ app, reference, start, onChange: check });
  const tiles = createTiles({ app, reference, onChange: check });
  const settle = createSettleBox({ t, onChange: check });
  const similar = createSimilar({ app, reference, commands, onDrop: anew });
  const words = h('textarea', {
    class: 'words',
    rows: '1',
    maxlength: '500',
    placeholder: t('report.words'),
    'aria-label': t('report.words'),
  });
  const voice = createVoice({ t });
  const notice = h('p', { class: 'notice', role: 'alert', hidden: true });
  const progress = h('progress', { class: 'progress', max: '1', hidden: true });
  const send = h(
    'button',
    { type: 'button', class: 'button button-primary button-big', on: { click: submit } },
    t('report.send'),
  );
  const form = h(
    'div',
    { class: 'report-form' },
    capture.element,
    place.element,
    tiles.element,
    similar.element,
    settle.element,
    h('div', { class: 'words-row' }, words, voice.element),
  );
  const foot = h('div', { class: 'report-foot' }, notice, progress, send);
  const done = h('div', { class: 'sent', hidden: true });
  const element = h('div', { class: 'report-view' }, form, foot, done);

  /** What is still missing, as the button's own words. */
  function check() {
    // The parts call while they are still being made.
    if (sending || !whole) return;
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
    replace(
      send,
      t(missing ?? (!notice.hidden ? 'report.resend' : settle.isOn ? 'report.sendSettled' : 'report.send')),
    );
  }
  whole = true;
  check();

  /** @param {string|null} text */
  function say(text) {
    notice.hidden = text === null;
    replace(notice, text);
  }

  /** @param {string} text @param {number|null} part */
  function tellProgress(text, part) {
    replace(send, text);
    progress.hidden = part === null;
    if (part !== null) progress.value = part;
  }

  async function submit() {
    const at = place.current;
    if (!at || !tiles.chosen || sending) return;
    sending = true;
    send.disabled = true;
    form.inert = true;
    say(null);
    await voice.finish();
    const { buildingCode } = place.describe(at);
    const text = words.value.trim();
    const trouble = await delivery.send({
      body: {
        category: tiles.chosen,
        location: { lon: at.lon, lat: at.lat, ...(at.accuracy !== undefined && { accuracy: at.accuracy }) },
        source: session.role === 'desk' ? 'counter' : 'patrol',
        ...(text && { description: text }),
        ...(buildingCode && { buildingCode }),
        ...(capturedAt && { capturedAt }),
      },
      shots: [...capture.shots, ...(settle.isOn ? settle.shots : [])],
      take: voice.take,
      settle: settle.isOn ? { answer: settle.answer } : null,
    });
    sending = false;
    form.inert = false;
    progress.hidden = true;
    if (trouble) {
      say(trouble);
      check();
    } else if (delivery.issue) finish(delivery.issue);
  }

  /** @param {Issue} issue */
  function finish(issue) {
    const { areas } = reference();
    const area = gridOf(issue, areas, t);
    const due = issue.dueAt ? format.exact(Date.parse(issue.dueAt), clock.now()) : '—';
    replace(
      done,
      h('span', { class: 'sent-mark' }, icon('check')),
      h('h2', null, t(delivery.isSettled ? 'report.settled' : 'report.sent')),
      h('p', null, t('report.sentAs', { number: issue.number })),
      h('p', { class: 'quiet' }, t(delivery.isSettled ? 'report.settledWhere' : 'report.sentWhere', { area, due })),
      h(
        'button',
        { type: 'button', class: 'button button-primary button-big', on: { click: anew } },
        t('report.another'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'button button-big',
          on: {
            click: () => {
              anew();
              onMine();
            },
          },
        },
        t('report.seeMine'),
      ),
    );
    done.hidden = false;
    form.hidden = true;
    foot.hidden = true;
    onSent(issue);
  }

  function anew() {
    delivery = createDelivery(app, tellProgress);
    capturedAt = null;
    words.value = '';
    capture.clear();
    voice.clear();
    settle.clear();
    tiles.settle();
    say(null);
    done.hidden = true;
    form.hidden = false;
    foot.hidden = false;
    place.locate();
    check();
  }

  return {
    element,
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
