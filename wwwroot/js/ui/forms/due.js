// Until when: a few usual answers, and any minute in the district's own time, whatever zone this machine is in.
import { h, replace } from '../dom.js';

/** @typedef {'asAsked'|'today'|'tomorrow'|'threeDays'|'week'} PresetName */
/** @typedef {{name: PresetName, at: number}} Preset */

const DAY_MS = 86_400_000;
/** Where no calendar says when work ends. */
const WORK_ENDS = '18:00';
/** A preset that is nearly over helps nobody. */
const LEAST_MS = 30 * 60_000;

/**
 * @param {object} options
 * @param {Pick<import('../app.js').App, 't'|'api'|'format'|'clock'>} options.app
 * @param {string|null|undefined} options.areaCode Whose working hours say when today ends.
 * @param {string} options.label
 * @param {string|null} [options.asked] Offered first.
 * @param {PresetName} options.usual Chosen already, where it is among the presets.
 * @param {string|null} [options.after] It has to be later than this.
 * @returns {import('./fields.js').Part}
 */
export function duePart({ app: { t, api, format, clock }, areaCode, label, asked, usual, after }) {
  const input = h('input', { type: 'datetime-local', step: '60', name: 'dueAt', on: { input: press } });
  const buttons = h('div', { class: 'presets', role: 'group', 'aria-label': label });
  let guess = '';
  const earliest = () => Math.max(clock.now(), after ? Date.parse(after) : 0);

  /** @param {PresetName} name @param {number} at @returns {Preset} */
  const preset = (name, at) => ({ name, at });

  /** @param {string} ends HH:mm @returns {Preset[]} */
  function presets(ends) {
    const now = clock.now();
    const endOf = (/** @type {number} */ days) => format.parseInput(`${format.dayKey(now + days * DAY_MS)}T${ends}`);
    return [
      ...(asked ? [preset('asAsked', Date.parse(asked))] : []),
      preset('today', endOf(0)),
      preset('tomorrow', endOf(1)),
      preset('threeDays', endOf(3)),
      preset('week', endOf(7)),
    ].filter(({ at }) => at > earliest() + LEAST_MS);
  }

  /** @param {string} ends */
  function draw(ends) {
    const offered = presets(ends);
    const first = offered.find(({ name }) => name === usual);
    // The calendar's word replaces the guess, and never what somebody chose.
    if (first && input.value === guess) guess = input.value = format.input(first.at);
    replace(
      buttons,
      offered.map(({ name, at }) =>
        h(
          'button',
          {
            type: 'button',
            class: 'preset',
            'aria-pressed': 'false',
            title: format.exact(at, clock.now()),
            data: { value: format.input(at) },
            on: {
              click: () => {
                input.value = format.input(at);
                press();
              },
            },
          },
          t(`due.${name}`),
        ),
      ),
    );
    press();
  }

  function press() {
    for (const button of buttons.children)
      button.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (button).dataset.value === input.value));
  }

  draw(WORK_ENDS);
  void api.calendar(areaCode ?? null).then(({ value }) => {
    const ends = value?.workingHours.at(-1)?.to;
    if (ends) draw(ends.slice(0, 5));
  });

  return {
    element: h(
      'div',
      { class: 'field due' },
      h('span', null, label),
      buttons,
      h('label', null, visually(label), input),
    ),
    collect: () => {
      const at = format.parseInput(input.value);
      if (Number.isNaN(at)) return label;
      return at > earliest() ? { dueAt: new Date(at).toISOString() } : t('due.later', { label });
    },
  };
}

/** @param {string} words */
const visually = (words) => h('span', { class: 'visually-hidden' }, words);
