// What happened today, played again on the map: as much of it as the scene's time holds at the fastest speed.
import { groupOf, isOpen } from '../../contract.js';
import { h, replace, setText } from '../../ui/dom.js';
import { placeAndGrid } from '../../ui/place.js';
import { statusShape } from '../../ui/status.js';
import { publicly } from '../public-view.js';
import { createPanel } from './panel.js';

/** @typedef {import('../../contract.js').Issue} Issue */

const SPEED = 600;
const ROWS = 8;
const TICK_MS = 500;

/** When an issue came to what it is. @param {Issue} issue @returns {number} */
const movedAt = (issue) => Date.parse((isOpen(issue) ? issue.stageStartedAt : issue.endedAt) ?? issue.reportedAt) || 0;

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createReplayScene({ app, reference, state, map, timeline }) {
  const { t, api, clock, format, nameOf } = app;
  const panel = createPanel('replay', t('scene.replay'));
  const time = h('strong', { class: 'replay-hour' });
  const done = h('i');
  const rows = h('div', { class: 'replay-rows' });
  panel.body.append(time, h('div', { class: 'replay-done', 'aria-hidden': 'true' }, done), rows);
  let seconds = 20;
  let from = 0;
  let ticket = 0;
  let isOn = false;

  /** @param {Issue} issue */
  function row(issue) {
    const group = groupOf(issue.status);
    return h(
      'article',
      { class: `replay-row group-${group}` },
      h('time', null, format.minute(movedAt(issue))),
      statusShape(group),
      h('strong', null, nameOf(reference().categories.get(issue.category)) || issue.category),
      h('span', { class: `badge group-${group}` }, t(`status.${issue.status}`)),
      h('span', { class: 'replay-place' }, placeAndGrid(publicly(issue), reference().areas, t)),
    );
  }

  function draw() {
    const { replay } = timeline;
    if (!isOn || !replay) return;
    const { moment } = replay;
    setText(time, format.minute(moment));
    done.style.width = `${(100 * (moment - from)) / Math.max(1, clock.present() - from)}%`;
    const now = state();
    if (!now) return;
    const newest = [...now.open, ...now.recent]
      .filter((issue) => movedAt(issue) <= moment)
      .sort((a, b) => movedAt(b) - movedAt(a) || (a.id < b.id ? -1 : 1));
    replace(rows, newest.slice(0, ROWS).map(row));
  }

  async function begin() {
    const own = ++ticket;
    const now = clock.present();
    from = Math.max(format.dayStart(now), now - seconds * SPEED * 1_000);
    panel.note(t('scene.replaySince', { time: format.minute(from), speed: SPEED }));
    const range = { from: new Date(from).toISOString(), to: new Date(now).toISOString(), parts: 1 };
    const { value } = await api.density(range);
    if (own !== ticket) return;
    await timeline.enter(from, { sameAreas: value?.areas.length === 0 });
    if (own !== ticket) return;
    timeline.replay?.setSpeed(SPEED);
    timeline.replay?.play();
    draw();
  }

  function end() {
    isOn = false;
    ticket++;
    timeline.leave();
  }

  const timer = setInterval(draw, TICK_MS);
  return {
    kind: 'replay',
    layout: 'side',
    element: panel.element,
    canShow: () => clock.present() - format.dayStart(clock.present()) > 3_600_000,
    seconds(configured) {
      seconds = configured;
      return configured;
    },
    enter() {
      isOn = true;
      map.fit();
      void begin();
    },
    leave: end,
    destroy() {
      clearInterval(timer);
      end();
    },
  };
}
