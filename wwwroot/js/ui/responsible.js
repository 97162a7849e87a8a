// 有困难找谁: the chain of people for a place, nearest first. Vacancies are shown, not hidden.
import { h, replace } from './dom.js';
import { icon } from './icons.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').ResponsibleStep} ResponsibleStep */

const EVERYBODY = 200;

/**
 * @param {ResponsibleStep[]} steps
 * @param {Pick<App, 't'>} app
 * @param {number} [first] How many are seen without asking for more.
 * @returns {HTMLElement}
 */
function responsibleList(steps, { t }, first = EVERYBODY) {
  if (steps.length === 0) return h('p', { class: 'quiet' }, t('sheet.nobody'));
  // Where room is short, the employer can wait.
  const full = first === EVERYBODY;
  const lines = steps.flatMap((step) => step.posts.map((post) => personLine(step, post, t, full)));
  const rest = lines.splice(first);
  return h(
    'div',
    null,
    h('ul', { class: 'people' }, lines),
    rest.length > 0 &&
      h(
        'details',
        { class: 'more-people' },
        h('summary', null, t('sheet.morePeople', { n: rest.length })),
        h('ul', { class: 'people' }, rest),
      ),
  );
}

/** @param {ResponsibleStep} step @param {import('../contract.js').PostLine} post @param {import('./i18n.js').Translate} t @param {boolean} full */
function personLine({ area }, { roleName, person }, t, full) {
  if (!person) {
    return h(
      'li',
      { class: 'person is-vacant' },
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, '—'),
      h(
        'span',
        { class: 'person-words' },
        h('strong', null, `${roleName} ${t('sheet.vacant')}`),
        h('small', null, area.name),
      ),
    );
  }
  return h(
    'li',
    { class: 'person' },
    h('span', { class: `avatar avatar-${hue(person.name)}`, 'aria-hidden': 'true' }, [...person.name][0] ?? ''),
    h(
      'span',
      { class: 'person-words' },
      h('strong', null, person.name),
      h('small', null, [roleName, area.name, full && person.employer].filter(Boolean).join(' · ')),
    ),
    person.phone
      ? h(
          'a',
          {
            class: 'call',
            href: `tel:${person.phone.replace(/[^\d+]/g, '')}`,
            'aria-label': t('grid.call', { name: person.name }),
          },
          icon('phone'),
          h('span', { class: 'call-number' }, person.phone),
        )
      : null,
  );
}

/** One of five hues per name, always the same. @param {string} name */
export const hue = (name) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5;

/**
 * A box that loads and shows the chain for one place after another.
 * @param {Pick<App, 't'|'api'|'explain'>} app
 * @param {number} [first]
 */
export function createResponsibleBox(app, first) {
  const element = h('div', { class: 'responsible' });
  let asked = 0;
  return {
    element,
    /** @param {{area?: string|null, lon?: number, lat?: number}} place */
    async show(place) {
      const ticket = ++asked;
      const { value, problem } = await app.api.responsible(place);
      if (ticket !== asked) return;
      if (problem) replace(element, h('p', { class: 'quiet' }, app.explain(problem)));
      else replace(element, responsibleList(value, app, first));
    },
  };
}
