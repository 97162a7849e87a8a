// 有困难找谁: the chain of people for a place, nearest first. Vacancies are shown, not hidden.
import { callLink } from './call-link.js';
import { chainOf, daysLeft } from './chain.js';
import { createChoice } from './choice.js';
import { h, keepFocus, replace } from './dom.js';
import { facilityLine } from './facility.js';
import { NETWORKS } from './network.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').ResponsibleStep} ResponsibleStep */
/** @typedef {import('../contract.js').PostLine} PostLine */
/** @typedef {ResponsibleStep['area']} ChainArea */
/**
 * @typedef {object} ChainOptions
 * @property {number} [first] How many are seen without asking for more: where room is short, the rest can wait.
 * @property {import('./network.js').NetworkChoice} [network] With it stands a switch between the two networks.
 * @property {(area: ChainArea, post: PostLine) => HTMLElement[]} [postTools]
 * @property {(area: ChainArea) => HTMLElement[]} [areaTools]
 * @property {(employer: string) => void} [onEmployer]
 */

/** One of five hues per name, always the same. @param {string} name */
export const hue = (name) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5;

/**
 * A box that loads and shows the chain for one place after another.
 * @param {Pick<App, 't'|'api'|'explain'> & Partial<Pick<App, 'clock'>>} app
 * @param {ChainOptions} [options]
 */
export function createResponsibleBox(app, options = {}) {
  const { t } = app;
  const { network, first } = options;
  const list = h('div', { class: 'chain' });
  const choice = network
    ? createChoice({
        label: t('network.label'),
        values: NETWORKS,
        wordOf: (value) => t(`network.${value}`),
        onChoose: network.set,
      })
    : null;
  const element = h('div', { class: 'responsible' }, choice?.element, list);
  /** @type {import('../http/people-api.js').PlaceQuestion|null} */
  let place = null;
  /** @type {ResponsibleStep[]|null} */
  let steps = null;
  let asked = 0;

  /** @param {ChainArea} area @param {PostLine} post @param {number} times */
  function vacancy(area, post, times) {
    const tools = options.postTools?.(area, post) ?? [];
    return h(
      'li',
      { class: 'person is-vacant', data: { role: post.role } },
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, t('chain.vacantMark')),
      h(
        'span',
        { class: 'person-words' },
        h('strong', null, `${post.roleName} ${t('sheet.vacant')}${times > 1 ? ` ×${times}` : ''}`),
        first ? h('small', null, area.name) : post.duties ? h('small', null, post.duties) : null,
      ),
      tools.length > 0 && h('span', { class: 'person-tools' }, tools),
    );
  }

  /** @param {ChainArea} area @param {PostLine} post @param {number} times */
  function line(area, post, times) {
    const { person, deputy, duties, roleName } = post;
    if (!person) return vacancy(area, post, times);
    const tools = options.postTools?.(area, post) ?? [];
    const left = app.clock ? daysLeft(post, app.clock.now()) : null;
    const employer =
      person.employer && !first
        ? options.onEmployer
          ? h(
              'button',
              {
                type: 'button',
                class: 'employer',
                title: t('pairing.show'),
                on: { click: () => options.onEmployer?.(person.employer ?? '') },
              },
              person.employer,
            )
          : person.employer
        : null;
    return h(
      'li',
      { class: 'person', data: { role: post.role } },
      h('span', { class: `avatar avatar-${hue(person.name)}`, 'aria-hidden': 'true' }, [...person.name][0] ?? ''),
      h(
        'span',
        { class: 'person-words' },
        h(
          'strong',
          null,
          person.name,
          h('small', { class: 'role' }, roleName),
          left !== null && h('em', { class: 'term' }, t('chain.termEnds', { n: left })),
        ),
        first ? h('small', null, area.name) : employer && h('small', null, employer),
        deputy && !first ? h('small', null, t('chain.deputy', { name: deputy.name })) : null,
        duties && !first ? h('small', { class: 'duties' }, duties) : null,
      ),
      person.phone
        ? callLink(app, person.phone, person.name)
        : person.maskedPhone
          ? h('span', { class: 'call-masked' }, person.maskedPhone)
          : null,
      tools.length > 0 && h('span', { class: 'person-tools' }, tools),
    );
  }

  /** @param {ResponsibleStep[]} all */
  function short(all) {
    const lines = chainOf(all, network?.current ?? 'all').flatMap(({ area, posts }) =>
      posts.map(({ post, times }) => line(area, post, times)),
    );
    const rest = lines.splice(first ?? lines.length);
    return [
      h('ul', { class: 'people' }, lines),
      rest.length > 0 &&
        h(
          'details',
          { class: 'more-people' },
          h('summary', null, t('sheet.morePeople', { n: rest.length })),
          h('ul', { class: 'people' }, rest),
        ),
    ];
  }

  /** @param {ResponsibleStep[]} all */
  function whole(all) {
    const facility = all[0]?.facility;
    return [
      ...chainOf(all, network?.current ?? 'all').map(({ area, posts }) => {
        const tools = options.areaTools?.(area) ?? [];
        if (posts.length === 0 && tools.length === 0 && !area.dutyPhone) return null;
        return h(
          'section',
          { class: 'chain-step', data: { area: area.code } },
          h(
            'header',
            null,
            h('h4', null, area.name),
            area.dutyPhone &&
              h(
                'span',
                { class: 'duty' },
                t('chain.duty'),
                callLink(app, area.dutyPhone, `${area.name} ${t('chain.duty')}`),
              ),
          ),
          tools.length > 0 && h('div', { class: 'area-tools' }, tools),
          posts.length > 0
            ? h(
                'ul',
                { class: 'people' },
                posts.map(({ post, times }) => line(area, post, times)),
              )
            : h('p', { class: 'quiet' }, t('chain.noPosts')),
        );
      }),
      facility &&
        h('section', { class: 'chain-step' }, h('h4', null, t('chain.facility')), facilityLine(app, facility)),
    ];
  }

  function paint() {
    choice?.show(network?.current ?? 'all');
    const known = steps;
    if (!known) return;
    keepFocus(list, () =>
      known.length === 0
        ? replace(list, h('p', { class: 'quiet' }, t('sheet.nobody')))
        : replace(list, first ? short(known) : whole(known)),
    );
  }

  async function load() {
    if (!place) return;
    const ticket = ++asked;
    const { value, problem } = await app.api.responsible({ ...place, at: app.clock?.at() });
    if (ticket !== asked) return;
    steps = value ?? null;
    if (problem) replace(list, h('p', { class: 'quiet' }, app.explain(problem)));
    else paint();
  }
  const off = network?.onChange(paint);

  return {
    element,
    /** @param {import('../http/people-api.js').PlaceQuestion} next */
    show(next) {
      place = next;
      return load();
    },
    /** Posts or people changed: the same place again. */
    refresh: () => load(),
    /** Tools came or went. */
    paint,
    destroy() {
      off?.();
      asked++;
      element.remove();
    },
  };
}
