// The first screen: the place, who to turn to, and a button that calls them.
import { h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { dial, dutyOf, firstPeople, furtherPeople, spoken } from './people.js';

/** @typedef {import('../contract.js').AskView} AskView */
/** @typedef {import('../contract.js').AskPerson} AskPerson */
/** @typedef {import('../ui/open-page.js').OpenPage} OpenPage */

/**
 * @param {OpenPage} app
 * @param {AskView} view
 * @param {{onChoose: () => void, onPlace: (code: string) => void}} on
 * @returns {HTMLElement[]}
 */
export function answer(app, view, { onChoose, onPlace }) {
  const { t } = app;
  const chain = view.responsible;
  const first = firstPeople(chain);
  const duty = dutyOf(chain);
  return [
    place(app, view, onChoose, onPlace),
    h(
      'section',
      { class: 'turn-to', 'aria-label': t('ask.who') },
      first.length === 0 && h('p', { class: 'card quiet' }, t('ask.nobody')),
      first.map(({ link, post }) => personCard(app, post, link.area.code === view.area.code ? '' : link.area.name)),
      duty?.dutyPhone &&
        h(
          'div',
          { class: 'card contact' },
          h('span', { class: 'contact-words' }, h('strong', null, t('ask.duty')), h('small', null, duty.name)),
          call(app, duty.dutyPhone, t('ask.duty')),
        ),
    ),
    further(app, view, first),
    facility(app, view),
    notices(app, view),
  ].filter((part) => part !== null);
}

/** @param {OpenPage} app @param {AskView} view @param {() => void} onChoose @param {(code: string) => void} onPlace */
function place({ t }, { area, units }, onChoose, onPlace) {
  const above = area.path.slice(0, -1).map(({ name }) => name);
  return h(
    'section',
    { class: 'here' },
    h('p', { class: 'here-path' }, above.length > 0 ? above.join(' · ') : t('ask.here')),
    h(
      'div',
      { class: 'here-name' },
      h('h1', null, area.level === 'unit' ? `${area.path.at(-2)?.name ?? ''} ${area.name}` : area.name),
      h('button', { type: 'button', class: 'change', on: { click: onChoose } }, icon('building'), t('ask.change')),
    ),
    units &&
      units.length > 1 &&
      h(
        'div',
        { class: 'units', role: 'group', 'aria-label': t('ask.units') },
        units.map(({ code, name }) =>
          h(
            'button',
            {
              type: 'button',
              class: 'unit',
              'aria-pressed': String(code === area.code),
              on: { click: () => onPlace(code) },
            },
            name,
          ),
        ),
      ),
  );
}

/** @param {OpenPage} app @param {import('../contract.js').AskPost} post @param {string} areaName */
function personCard(app, { person, deputy, roleName }, areaName) {
  const { t } = app;
  if (!person) {
    return h(
      'div',
      { class: 'card contact is-vacant' },
      h('span', { class: 'contact-face', 'aria-hidden': 'true' }, '—'),
      h('span', { class: 'contact-words' }, h('strong', null, roleName), h('small', null, t('ask.vacant'))),
    );
  }
  return h(
    'div',
    { class: 'card contact' },
    h('span', { class: `contact-face face-${hue(person.name)}`, 'aria-hidden': 'true' }, [...person.name][0] ?? ''),
    h(
      'span',
      { class: 'contact-words' },
      h('strong', null, person.name),
      h('b', null, roleName),
      h('small', null, [areaName, person.employer].filter(Boolean).join(' · ')),
    ),
    reach(app, person),
    deputy &&
      h(
        'div',
        { class: 'deputy' },
        h('span', null, t('ask.deputy', { name: deputy.name })),
        deputy.phone
          ? h('a', { class: 'deputy-call', href: dial(deputy.phone) }, spoken(deputy.phone))
          : deputy.maskedPhone && h('small', null, deputy.maskedPhone),
      ),
  );
}

/** @param {OpenPage} app @param {AskPerson} person */
function reach(app, { name, phone, maskedPhone }) {
  if (phone) return call(app, phone, name);
  return h('small', { class: 'no-call' }, maskedPhone && h('span', null, maskedPhone), app.t('ask.noPhone'));
}

/** @param {OpenPage} app @param {string} phone @param {string} name */
function call({ t }, phone, name) {
  return h(
    'a',
    { class: 'call-now', href: dial(phone) },
    h('span', { class: 'call-word' }, icon('phone'), t('ask.call')),
    h('span', { class: 'visually-hidden' }, name),
    h('span', { class: 'call-digits' }, spoken(phone)),
  );
}

/** @param {OpenPage} app @param {AskView} view @param {import('./people.js').Line[]} first */
function further({ t, lang }, { responsible, levels }, first) {
  const rest = furtherPeople(responsible, first);
  if (rest.length === 0) return null;
  /** @param {string} code */
  const levelName = (code) => {
    const level = levels.find((each) => each.code === code);
    return (lang === 'en' ? level?.nameEn : level?.name) ?? '';
  };
  return h(
    'section',
    { class: 'further' },
    h('h2', null, t('ask.further')),
    rest.map(({ link: { area }, posts }) =>
      h(
        'details',
        { class: 'card', data: { area: area.code } },
        h(
          'summary',
          null,
          h('strong', null, area.name),
          h('small', null, t('ask.posts', { level: levelName(area.level), n: posts.length })),
        ),
        h(
          'ul',
          null,
          posts.map(({ person, roleName }) =>
            h(
              'li',
              { class: person ? 'line' : 'line is-vacant' },
              h('span', null, h('strong', null, person?.name ?? t('ask.vacantShort')), h('small', null, roleName)),
              person?.phone
                ? h('a', { class: 'line-call', href: dial(person.phone) }, icon('phone'), spoken(person.phone))
                : h('small', { class: 'quiet' }, person?.maskedPhone ?? ''),
            ),
          ),
        ),
      ),
    ),
  );
}

/** @param {OpenPage} app @param {AskView} view */
function facility(app, { facility: found }) {
  const { t } = app;
  if (!found) return null;
  const far =
    found.distanceMeters < 1000
      ? t('ask.metres', { n: Math.round(found.distanceMeters / 10) * 10 })
      : t('ask.kilometres', { n: (found.distanceMeters / 1000).toFixed(1) });
  return h(
    'section',
    null,
    h('h2', null, t('ask.facility')),
    h(
      'div',
      { class: 'card contact' },
      h(
        'span',
        { class: 'contact-words' },
        h('strong', null, found.name),
        h('small', null, [found.address, far].filter(Boolean).join(' · ')),
        found.hours && h('small', null, t('ask.hours', { hours: found.hours })),
      ),
      found.phone && call(app, found.phone, found.name),
    ),
  );
}

/** @param {OpenPage} app @param {AskView} view */
function notices({ t, clock, formatIn }, { notices: list, timeZone }) {
  if (list.length === 0) return null;
  const format = formatIn(timeZone);
  return h(
    'section',
    null,
    h('h2', null, t('ask.notices')),
    h(
      'ul',
      { class: 'card notices' },
      list.map(({ text, from }) =>
        h('li', null, h('p', null, text), h('time', { datetime: from }, format.exact(Date.parse(from), clock.now()))),
      ),
    ),
  );
}

/** One of five hues per name, always the same. @param {string} name */
const hue = (name) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5;
