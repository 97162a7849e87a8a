// 上报: photo, place, tile, words, send. A failure keeps everything and says what happened; sending again uses the same
// id, so the server takes it once.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { gridOf } from '../ui/place.js';
import { uuid } from '../ui/uuid.js';
import { createCapture } from './capture.js';
import { createPlace } from './place.js';
import { createTiles } from './tiles.js';
import { createVoice } from './voice.js';

/** @typedef {import('../contract.js').Issue} Issue */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => {lon: number, lat: number}|null} options.start
 * @param {(issue: Issue) => void} options.onSent
 * @param {() => void} options.onMine
 */
export function createReportView({ app, reference, start, onSent, onMine }) {
  const { t, api, explain, format, clock, session } = app;
  let id = uuid();
  /** @type {Issue|null} What the server has of this draft already: then only photos are missing. */
  let delivered = null;
  let sending = false;
  /** @type {string|null} */
  let capturedAt = null;

  const capture = createCapture({
    t,
    onChange: () => {
      capturedAt ??= new Date(clock.now()).toISOString();
    },
  });
  const place = createPlace({ app, reference, start, onChange: check });
  const tiles = createTiles({ app, reference, onChange: check });
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
    h('div', { class: 'words-row' }, words, voice.element),
  );
  const foot = h('div', { class: 'report-foot' }, notice, progress, send);
  const done = h('div', { class: 'sent', hidden: true });
  const element = h('div', { class: 'report-view' }, form, foot, done);

  /** What is still missing, as the button's own words. */
  function check() {
    if (sending) return;
    const missing = !tiles?.chosen ? 'report.needCategory' : !place?.current ? 'report.needPlace' : null;
    send.disabled = missing !== null;
    replace(send, t(missing ?? (notice.hidden ? 'report.send' : 'report.resend')));
  }
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
    replace(send, t('report.sending'));
    await voice.finish();
    const trouble = await deliver(at, tiles.chosen);
    sending = false;
    form.inert = false;
    progress.hidden = true;
    if (trouble) {
      say(trouble);
      check();
      return;
    }
    if (delivered) finish(delivered);
  }

  /** @param {import('./place.js').Place} at @param {string} category @returns {Promise<string|null>} What went wrong. */
  async function deliver(at, category) {
    if (!delivered) {
      const { buildingCode } = place.describe(at);
      const { value, problem } = await api.report({
        id,
        category,
        location: { lon: at.lon, lat: at.lat, ...(at.accuracy !== undefined && { accuracy: at.accuracy }) },
        source: session.role === 'desk' ? 'counter' : 'patrol',
        ...(words.value.trim() && { description: words.value.trim() }),
        ...(buildingCode && { buildingCode }),
        ...(capturedAt && { capturedAt }),
      });
      if (problem) return t('report.failed', { reason: explain(problem) });
      delivered = value;
    }
    const shots = capture.shots;
    for (const [i, shot] of shots.entries()) {
      if (shot.sent) continue;
      replace(send, t('report.sendingPhoto', { n: i + 1, total: shots.length }));
      progress.hidden = false;
      progress.value = 0;
      const { problem } = await api.putPhoto(id, shot, (part) => {
        progress.value = part;
      });
      if (problem) return t('report.photoFailed', { number: delivered.number, reason: explain(problem) });
      shot.sent = true;
    }
    return sendVoice(delivered);
  }

  /** @param {Issue} issue @returns {Promise<string|null>} What went wrong. */
  async function sendVoice(issue) {
    const take = voice.take;
    if (!take || take.sent) return null;
    replace(send, t('report.sendingVoice'));
    const { problem } = await api.putVoice(issue.id, take);
    if (problem) return t('report.voiceFailed', { number: issue.number, reason: explain(problem) });
    take.sent = true;
    return null;
  }

  /** @param {Issue} issue */
  function finish(issue) {
    const { areas } = reference();
    const area = gridOf(issue, areas, t);
    const due = issue.dueAt ? format.exact(Date.parse(issue.dueAt), clock.now()) : '—';
    replace(
      done,
      h('span', { class: 'sent-mark' }, icon('check')),
      h('h2', null, t('report.sent')),
      h('p', null, t('report.sentAs', { number: issue.number })),
      h('p', { class: 'quiet' }, t('report.sentWhere', { area, due })),
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
    id = uuid();
    delivered = null;
    capturedAt = null;
    words.value = '';
    capture.clear();
    voice.clear();
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
      place.destroy();
      element.remove();
    },
  };
}
