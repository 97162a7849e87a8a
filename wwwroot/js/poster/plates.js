// Plates (公示牌) for doors and walls, several to an A4 sheet: one place, its people, its code to scan.
import { h } from '../ui/dom.js';
import { qr } from '../ui/qr.js';
import { line } from './sheet.js';

/** @typedef {import('./data.js').Poster} Poster */
/** @typedef {import('./data.js').PublicPost} PublicPost */
/** @typedef {{code: string, name: string, within: string, posts: PublicPost[], dutyPhone?: string|null}} Plate */

/** On one A4 sheet. */
const PER_SHEET = 6;
const MOST_LINES = 5;

/** @param {import('../ui/app.js').App} app @param {Poster} poster @param {string} kind grid, building or unit. */
export function createPlates(app, poster, kind) {
  const plates = platesOf(poster, kind);
  /** @type {Plate[][]} */
  const sheets = [];
  for (let first = 0; first < plates.length; first += PER_SHEET) sheets.push(plates.slice(first, first + PER_SHEET));
  const element = h(
    'div',
    { class: 'plate-sheets' },
    sheets.map((sheet) =>
      h(
        'article',
        { class: 'plate-sheet' },
        sheet.map((plate) => plateOf(app, plate)),
      ),
    ),
    plates.length === 0 && h('p', { class: 'note' }, app.t('poster.noPlates')),
  );
  return { element, fit() {} };
}

/** @param {Poster} poster @param {string} kind @returns {Plate[]} */
function platesOf(poster, kind) {
  if (kind === 'grid')
    return poster.parts.map(({ code, name, posts, feature }) => ({
      code,
      name,
      posts,
      within: poster.root.name,
      dutyPhone: feature.properties.dutyPhone ?? poster.root.dutyPhone,
    }));
  const buildings = poster.parts.flatMap((part) => part.buildings.map((building) => ({ part, building })));
  if (kind === 'building')
    return buildings.map(({ part, building: { code, name, posts } }) => ({
      code,
      name,
      posts: [...posts, ...part.posts],
      within: part.name,
      dutyPhone: part.feature.properties.dutyPhone ?? poster.root.dutyPhone,
    }));
  return buildings.flatMap(({ part, building }) =>
    building.units.map(({ code, name, posts }) => ({
      code,
      name: `${building.name}${name}`,
      posts: [...posts, ...building.posts, ...part.posts],
      within: part.name,
      dutyPhone: part.feature.properties.dutyPhone ?? poster.root.dutyPhone,
    })),
  );
}

/** @param {import('../ui/app.js').App} app @param {Plate} plate */
const plateOf = ({ t, settings }, plate) =>
  h(
    'section',
    { class: 'plate-card' },
    h('h2', null, plate.name, h('small', null, plate.within)),
    h('p', { class: 'question' }, t('poster.question')),
    h(
      'ul',
      { class: 'lines' },
      onePerPerson(plate.posts)
        .slice(0, MOST_LINES)
        .map((post) => line(t, post)),
    ),
    plate.dutyPhone && h('p', { class: 'duty' }, t('poster.duty'), h('b', null, plate.dutyPhone)),
    settings.publicUrl &&
      h(
        'div',
        { class: 'code' },
        qr(`${settings.publicUrl}/ask/${plate.code}`, { label: t('poster.scanFor', { name: plate.name }) }),
        h('small', null, t('poster.scanReport')),
      ),
  );

/** Who leads the building and the unit stands once, with both posts. @param {PublicPost[]} posts @returns {PublicPost[]} */
export function onePerPerson(posts) {
  /** @type {Map<string, PublicPost>} */
  const people = new Map();
  for (const [index, post] of posts.entries()) {
    const key = post.person
      ? `${post.person.name} ${post.person.phone ?? post.person.maskedPhone ?? ''}`
      : `vacant ${index}`;
    const before = people.get(key);
    people.set(key, before ? { ...before, roleName: `${before.roleName} ${post.roleName}` } : post);
  }
  return [...people.values()];
}
