// A tracking link: the steps of one report, asked for again when the page is looked at. What cannot be read anew stays, with its age.
import { groupOf } from '../contract.js';
import { byId, h, replace } from '../ui/dom.js';
import { lookAgain, pathPart, startOpenPage } from '../ui/open-page.js';
import { statusShape } from '../ui/status.js';
import { createJudgement } from './judgement.js';
import { letter } from './letter.js';
import { timeline } from './timeline.js';

/** @typedef {import('../contract.js').TrackView} TrackView */

const app = startOpenPage();
const { t, door, explain, clock, nameOf } = app;
const main = byId('main');
const secret = pathPart();
document.title = t('track.title');
replace(byId('head'), h('strong', null, t('track.title')), app.choices());
replace(main, h('p', { class: 'quiet loading' }, t('ask.loading')));
/** @type {TrackView|null} */
let view = null;
let reading = false;
const judgement = createJudgement(app, secret, (next) => {
  take(next);
  if (view) show(view, null);
});

const parts = {
  stale: h('div'),
  summary: h('div', { class: 'part' }),
  letter: h('div', { class: 'part' }),
  judgement: judgement.element,
  steps: h('section'),
  hint: h('p', { class: 'quiet keep-hint' }, t('track.keep')),
};
let written = '';

/** An answer that was overtaken by a newer one is left aside. @param {TrackView} next */
function take(next) {
  if (view && next.serverTime < view.serverTime) return;
  view = next;
  clock.hear(next.serverTime);
  clock.confirm();
}

async function load() {
  if (secret === '') return replace(main, h('div', { class: 'card empty' }, h('p', null, t('track.noLink'))));
  if (reading) return;
  reading = true;
  const { value, problem } = await door.track(secret);
  reading = false;
  if (value) take(value);
  if (problem && (!view || problem.code === 'track.not_found')) return trouble(problem);
  if (view) show(view, problem ? explain(problem) : null);
}

/** @param {TrackView} now @param {string|null} stale Why it could not be read anew. */
function show(now, stale) {
  const format = app.formatIn(now.timeZone);
  const words = stale && t('track.stale', { age: format.age(clock.age()), reason: stale });
  replace(parts.stale, words && h('p', { class: 'trouble', role: 'status' }, words));
  replace(parts.summary, summary(now, format), guest(now));
  replace(parts.steps, h('h2', null, t('track.steps')), timeline(app, now, format));
  const { status, answer, photos, handler } = now;
  const next = JSON.stringify({ status, answer, photos, handler });
  // Photos that stay are not loaded again.
  if (next !== written) replace(parts.letter, letter(app, secret, now, format));
  written = next;
  judgement.show(now);
  // Somebody may be writing in the form: what is in the page already is not put in again.
  if (!parts.steps.isConnected) replace(main, ...Object.values(parts));
}

/** @param {TrackView} now @param {import('../ui/format.js').Format} format */
function summary(now, format) {
  const group = groupOf(now.status);
  const at = Date.parse(now.reportedAt);
  return h(
    'section',
    { class: 'card summary' },
    h('span', { class: `badge group-${group}` }, statusShape(group), t(`status.${now.status}`)),
    h('h1', null, nameOf(now.category)),
    h('p', { class: 'track-number' }, t('track.number', { number: now.number })),
    h(
      'p',
      { class: 'quiet' },
      [now.areaName, t('track.reported', { time: format.exact(at, clock.now()) })].filter(Boolean).join(' · '),
    ),
    now.handler && h('p', null, t('track.handler', { name: now.handler })),
    now.closedAt && h('p', null, t('track.ended', { time: format.exact(Date.parse(now.closedAt), clock.now()) })),
  );
}

/** Why this link shows and does not ask. @param {TrackView} now */
function guest({ joined, mergedNumber }) {
  const words = [
    mergedNumber && t('track.merged', { number: mergedNumber }),
    joined ? t('track.joinedWhy') : mergedNumber && t('track.mergedWhy'),
  ].filter(Boolean);
  return words.length > 0 && h('p', { class: 'card guest' }, words.join(''));
}

/** @param {import('../contract.js').Problem} problem */
function trouble(problem) {
  view = null;
  replace(
    main,
    h(
      'div',
      { class: 'card empty' },
      h('p', null, explain(problem)),
      h('button', { type: 'button', class: 'button', on: { click: () => void load() } }, t('ask.again')),
    ),
  );
}

lookAgain(() => void load());
await load();
