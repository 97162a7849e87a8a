// Always visible: clock, name, data age with connection state, mode.
import { createConnectionChip } from '../ui/connection-chip.js';
import { h, setText } from '../ui/dom.js';

/** @param {import('../ui/app.js').App} app @param {string} areaName @param {...HTMLElement} chips More that must be seen. */
export function createHead(app, areaName, ...chips) {
  const { t, lang, format, clock, settings } = app;
  const time = h('strong');
  const date = h('span');
  const chip = createConnectionChip(app);
  const modeWord = h('span');
  const mode = h('span', { class: 'chip mode' }, modeWord);
  const title = lang === 'zh' && settings.title ? settings.title : t('screen.title', { area: areaName });
  const middle = h('div', { class: 'name' }, h('h1', null, title), h('p', null, t('screen.motto')));
  const elements = [
    h('div', { class: 'now' }, time, date),
    middle,
    h('div', { class: 'state' }, ...chips, chip.element, mode),
  ];
  const tick = () => {
    const now = clock.now();
    setText(time, format.clock(now));
    setText(date, format.longDate(now));
  };
  const timer = setInterval(tick, 250);
  tick();
  return {
    elements,
    setConnection: chip.set,
    /** How far the round of scenes is, or that it rests. @param {...HTMLElement} parts */
    addRound: (...parts) => middle.append(...parts),
    /** @param {import('../contract.js').Mode} next */
    setMode(next) {
      mode.dataset.mode = next;
      setText(modeWord, t(`mode.${next}State`));
    },
    destroy() {
      clearInterval(timer);
      chip.destroy();
    },
  };
}
