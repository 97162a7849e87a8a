// 日常任务: done and left, or missed, by area and by person on a day.
import { h, keepFocus, replace } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';

/** @typedef {import('../../contract.js').AreaDay} AreaDay */
/** @typedef {import('../../contract.js').PersonDay} PersonDay */

const DAY_MS = 86_400_000;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => string|null} options.area
 * @param {(code: string) => void} options.onArea
 */
export function createDailySection({ app: { t, api, explain, nameOf }, area, onArea }) {
  const head = h('div', { class: 'activity-head' });
  const body = h('div', { class: 'activity-body' });
  const element = h('section', { class: 'activity', 'aria-label': t('activities.daily') }, head, body);
  /** @type {AreaDay|null} */
  let shown = null;
  /** @type {string|null} Null: today. */
  let day = null;
  let asked = 0;

  async function refresh() {
    const ticket = ++asked;
    const { value, problem } = await api.dailyTasks(area(), day);
    if (ticket !== asked) return;
    // A failed reading keeps what was read before.
    if (value) shown = value;
    keepFocus(element, () => paint(problem ? explain(problem) : null));
  }

  /** @param {number} by */
  function step(by) {
    if (!shown) return;
    const next = new Date(Date.parse(`${shown.day}T00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
    day = next === shown.today ? null : next;
    void refresh();
  }

  /** @param {string|null} trouble */
  function paint(trouble) {
    const isPast = shown ? shown.day < shown.today : false;
    const button = (/** @type {number} */ by, /** @type {string} */ key, /** @type {boolean} */ may) =>
      h(
        'button',
        {
          type: 'button',
          class: `mini day-step ${by < 0 ? 'is-back' : ''}`,
          'aria-label': t(key),
          disabled: !may,
          data: { key },
          on: { click: () => step(by) },
        },
        icon('chevron'),
      );
    replace(
      head,
      h('h3', null, t('activities.daily')),
      button(-1, 'daily.dayBefore', shown !== null),
      h('span', { class: 'activity-day' }, isPast ? (shown?.day.slice(5) ?? '') : t('daily.today')),
      button(1, 'daily.dayAfter', isPast),
    );
    if (!shown) return replace(body, h('p', { class: 'list-note' }, trouble ?? t('app.loading')));
    if (shown.due === 0) return replace(body, h('p', { class: 'list-note' }, trouble ?? t('activities.noTasks')));
    const left = shown.people.filter((person) => person.done < person.due);
    replace(
      body,
      trouble && h('p', { class: 'list-note' }, trouble),
      h(
        'p',
        { class: 'activity-figure' },
        h('b', null, `${shown.done}/${shown.due}`),
        t(isPast ? 'activities.missed' : 'activities.left', { n: shown.due - shown.done }),
      ),
      h('ul', { class: 'activity-rows' }, shown.areas.map(areaRow)),
      left.length > 0 &&
        h(
          'details',
          { class: 'activity-people' },
          h('summary', null, t(isPast ? 'activities.whoMissed' : 'activities.whoLeft', { n: left.length })),
          h('ul', null, left.map(personRow)),
          shown.more && h('p', { class: 'list-note' }, t('activities.cut', { n: shown.people.length })),
        ),
    );
  }

  /** @param {AreaDay['areas'][number]} line */
  const areaRow = (line) =>
    h(
      'li',
      null,
      h(
        'button',
        { type: 'button', class: 'activity-row', data: { key: line.code }, on: { click: () => onArea(line.code) } },
        h('span', null, line.name),
        h('progress', { max: String(line.due), value: String(line.done), 'aria-label': line.name }),
        h('b', null, `${line.done}/${line.due}`),
      ),
    );

  /** @param {PersonDay} person */
  const personRow = (person) =>
    h(
      'li',
      { class: 'activity-person' },
      h('strong', null, person.name),
      h('small', { class: 'quiet' }, `${person.areaName} · ${person.done}/${person.due}`),
      h(
        'small',
        null,
        person.tasks
          .filter(({ count, target }) => count < target)
          .map((task) => (task.target > 1 ? `${nameOf(task)} ${task.count}/${task.target}` : nameOf(task)))
          .join(t('app.listComma')),
      ),
    );

  return { element, refresh };
}
