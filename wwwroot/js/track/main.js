// A tracking link: the steps of one report, asked for again when the page is looked at. What cannot be read anew stays, with its age.
import { groupOf } from '../contract.js';
import { byId, h, replace } from '../ui/dom.js';
import { lookAgain, pathPart, startOpenPage } from '../ui/open-page.js';
import { statusShape } from '../ui/status.js';
import { timeline } from './timeline.js';

/** @typedef {import('../contract.js').TrackView} TrackView */

const app = startOpenPage();
const { t, door, explain, clock, nameOf } = app;
const main = byId('main');
document.title = t('track.title');
replace(byId('head'), h('strong', null, t('track.title')), app.choices());
replace(main, h('p', { class: 'quiet loading' }, t('ask.loading')));
/** @type {TrackView|null} */
let view = null;
let reading = false;

async function load() {
  if (reading) return;
  reading = true;
  const { value, problem } = await door.track(pathPart());
  reading = false;
  if (value) {
    view = value;
    clock.hear(value.serverTime);
    clock.confirm();
  }
  if (problem && (!view || problem.code === 'track.not_found')) return trouble(problem);
  if (view) show(view, problem ? explain(problem) : null);
}

/** @param {TrackView} now @param {string|null} stale Why it could not be read anew. */
function show(now, stale) {
  const format = app.formatIn(now.timeZone);
  const group = groupOf(now.status);
  const at = Date.parse(now.reportedAt);
  replace(
    main,
    stale !== null &&
      h('p', { class: 'trouble', role: 'status' }, t('track.stale', { age: format.age(clock.age()), reason: stale })),
    h(
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
    ),
    h('section', null, h('h2', null, t('track.steps')), timeline(app, now, format)),
    h('p', { class: 'quiet keep-hint' }, t('track.keep')),
  );
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
