// The poster itself: everything in millimetres of an A3 sheet, which the larger sizes only multiply.
import { h, replace } from '../ui/dom.js';
import { qr } from '../ui/qr.js';
import { createPosterMap } from './map-svg.js';

/** @typedef {import('./data.js').Poster} Poster */
/** @typedef {import('./data.js').PublicPost} PublicPost */

/** ISO 216, landscape; `factor` to A3. */
export const SIZES = [
  { name: 'a3', width: 420, height: 297, factor: 1 },
  { name: 'a2', width: 594, height: 420, factor: Math.SQRT2 },
  { name: 'a1', width: 841, height: 594, factor: 2 },
  { name: 'a0', width: 1189, height: 841, factor: 2 * Math.SQRT2 },
];
/** Above this many the buildings' people are left to the posters of the parts. */
const MOST_BUILDINGS = 260;
const SMALLEST_TEXT = 0.6;

/** @param {import('../ui/app.js').App} app @param {Poster} poster @param {typeof SIZES[number]|undefined} size */
export function createSheet(app, poster, size = SIZES[0]) {
  const { t } = app;
  const buildings = poster.parts.reduce((sum, part) => sum + part.buildings.length, 0);
  const map = h('div', { class: 'poster-map' });
  const cards = h(
    'div',
    { class: 'cards' },
    poster.parts.map((part) => card(app, part)),
    services(app, poster),
  );
  const roster = buildings > 0 && buildings <= MOST_BUILDINGS ? createRoster(app, poster) : null;
  const element = h(
    'article',
    { class: `sheet sheet-${size?.name}` },
    head(app, poster),
    h('div', { class: 'sheet-body' }, map, h('div', { class: 'people' }, chiefs(app, poster), cards)),
    roster,
    foot(app, poster, buildings > 0 && !roster),
  );
  element.style.setProperty('--k', String(size?.factor ?? 1));
  element.style.setProperty('--parts', String(poster.parts.length > 12 ? 3 : 2));

  return {
    element,
    fit() {
      // As large as the paper allows, and never cut: what flows over makes every text a little smaller.
      const boxes = [
        element,
        .../** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll('.people, .card, .roster')),
      ];
      for (let text = 1; text >= SMALLEST_TEXT; text -= 0.02) {
        element.style.setProperty('--t', text.toFixed(2));
        if (boxes.every((box) => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1))
          break;
      }
      const millimetre = element.clientWidth / 420;
      replace(
        map,
        createPosterMap(poster, { width: map.clientWidth / millimetre, height: map.clientHeight / millimetre, t }),
      );
    },
  };
}

/** @param {import('../ui/app.js').App} app @param {Poster} poster */
function head({ t, format, clock }, poster) {
  return h(
    'header',
    { class: 'sheet-head' },
    h('h1', null, `${poster.root.name}${t('poster.title')}`),
    h('p', { class: 'question' }, t('poster.question')),
    h(
      'p',
      { class: 'duty' },
      poster.root.dutyPhone && [t('poster.duty'), h('b', null, poster.root.dutyPhone)],
      h('small', null, t('poster.date', { date: format.longDate(clock.now()) })),
    ),
  );
}

/** The people of the whole area. @param {import('../ui/app.js').App} app @param {Poster} poster */
const chiefs = ({ t }, poster) =>
  poster.parts[0]?.code !== poster.root.code &&
  poster.posts.length > 0 &&
  h(
    'section',
    { class: 'chiefs' },
    h('h2', null, poster.root.name),
    h(
      'ul',
      { class: 'lines' },
      poster.posts.map((post) => line(t, post)),
    ),
  );

/** @param {import('../ui/app.js').App} app @param {import('./data.js').Part} part */
function card({ t, settings }, part) {
  const { properties } = part.feature;
  const name = t('poster.scanFor', { name: part.name });
  return h(
    'section',
    { class: `card hue-${part.hue}` },
    h(
      'h3',
      null,
      part.name,
      properties.households && h('small', null, t('poster.households', { n: properties.households })),
      properties.dutyPhone && h('small', null, `${t('poster.duty')} ${properties.dutyPhone}`),
    ),
    h(
      'ul',
      { class: 'lines' },
      part.posts.map((post) => line(t, post)),
      part.micro.map(({ name: roleName, post }) => line(t, { ...post, roleName })),
    ),
    settings.publicUrl &&
      h(
        'div',
        { class: 'code' },
        qr(`${settings.publicUrl}/ask/${part.code}`, { label: name }),
        h('small', null, t('poster.scan')),
      ),
  );
}

/** Facilities with their hours, where the cards leave a place. @param {import('../ui/app.js').App} app @param {Poster} poster */
const services = ({ t }, { facilities }) =>
  facilities.length > 0 &&
  h(
    'section',
    { class: 'card card-services' },
    h('h3', null, t('poster.legendFacility')),
    h(
      'ul',
      { class: 'lines' },
      facilities.map(({ name, hours, phone }) =>
        h('li', null, h('span', null, name), h('b', null, hours ?? ''), h('i', null, phone ?? '')),
      ),
    ),
  );

/** @param {import('../ui/i18n.js').Translate} t @param {PublicPost} post */
export const line = (t, { roleName, person }) =>
  h(
    'li',
    { class: person ? '' : 'is-vacant' },
    h('span', null, roleName),
    h('b', null, person?.name ?? t('poster.vacant')),
    h('i', null, person?.phone ?? person?.maskedPhone ?? ''),
  );

/** Who leads each building, part after part. @param {import('../ui/app.js').App} app @param {Poster} poster */
const createRoster = ({ t }, poster) =>
  h(
    'section',
    { class: 'roster' },
    poster.parts.flatMap((part) => [
      part.buildings.length > 0 && h('h4', { class: `hue-${part.hue}` }, part.name),
      ...part.buildings.map(({ name, posts }) =>
        h(
          'p',
          { class: posts[0]?.person ? '' : 'is-vacant' },
          h('span', null, name),
          h('b', null, posts[0]?.person?.name ?? t('poster.vacant')),
          h('i', null, posts[0]?.person?.phone ?? posts[0]?.person?.maskedPhone ?? ''),
        ),
      ),
    ]),
  );

/** @param {import('../ui/app.js').App} app @param {Poster} poster @param {boolean} isShort */
function foot({ t, settings }, poster, isShort) {
  return h(
    'footer',
    { class: 'sheet-foot' },
    h('span', null, t('poster.legendParts')),
    h('span', { class: 'key key-line' }, t('poster.legendMicro')),
    h('span', { class: 'key key-building' }, t('poster.legendBuilding')),
    poster.facilities.length > 0 && h('span', { class: 'key key-facility' }, t('poster.legendFacility')),
    isShort && h('span', null, t('poster.buildingsElsewhere')),
    h('span', { class: 'version' }, `MapDashboard ${settings.version}`),
  );
}
