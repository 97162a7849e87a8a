// 巡查: start, the clock and the way while it runs, the end; and the patrols of before.
import { openDialog } from '../../ui/dialog.js';
import { h, keepFocus, replace, setText } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { createPatrol } from './patrol.js';
import { createShelf } from './shelf.js';
import { createWakeLock } from './wake-lock.js';

/** @typedef {import('../../contract.js').Patrol} Patrol */
/** @typedef {import('../../contract.js').PatrolTheme} PatrolTheme */

const MOST = 10;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {import('./keep.js').Keep} options.keep
 * @param {(segments: import('../../map/track-layer.js').Segments) => void} options.onTrack
 */
export function createPatrolView({ app, keep, onTrack }) {
  const { t, api, clock, format, session, nameOf } = app;
  const [areaCode] = session.areaCodes;
  const now = h('div', { class: 'patrol-now' });
  const before = h('div', { class: 'patrol-before' });
  const element = h('div', { class: 'patrol-view' }, now, before);
  const time = h('b', { class: 'patrol-time', role: 'timer' });
  const way = h('b', { class: 'patrol-way' });
  const awake = createWakeLock();
  /** @type {ReturnType<typeof createShelf<PatrolTheme[]>>} */
  const lastThemes = createShelf('themes', session.userName);
  let themes = lastThemes.read() ?? [];
  let theme = themes[0]?.code ?? '';
  /** @type {Patrol[]} */
  let patrols = [];
  /** @type {string|null} Whose track is shown. */
  let chosen = null;
  let drawn = '';
  const patrol = createPatrol({
    keep,
    now: clock.now,
    shelf: createShelf('walk', session.userName),
    titles: { patrol: t('patrol.title'), track: t('patrol.track') },
    geolocation: window.isSecureContext ? navigator.geolocation : undefined,
    onChange: draw,
  });

  async function refresh() {
    const [known, own] = await Promise.all([themes.length > 0 ? null : api.patrolThemes(), api.patrols({})]);
    if (known?.value) {
      themes = known.value;
      theme ||= themes[0]?.code ?? '';
      lastThemes.write(themes);
    }
    if (own.value) patrols = own.value;
    drawn = '';
    draw();
    drawBefore();
  }

  const themeName = (/** @type {string} */ code) => nameOf(themes.find((each) => each.code === code)) || code;
  const kilometres = (/** @type {number} */ meters) =>
    meters < 1000 ? t('patrol.meters', { n: Math.round(meters) }) : t('patrol.km', { n: (meters / 1000).toFixed(2) });

  function tick() {
    const { walk } = patrol;
    if (!walk) return;
    const until = patrol.isPaused ? Date.parse(walk.lastAt ?? walk.startedAt) : clock.now();
    setText(time, format.countdown(until, Date.parse(walk.startedAt)));
    setText(way, walk.lastAt || patrol.isPaused ? kilometres(walk.meters) : t('report.locating'));
  }

  function draw() {
    const { walk, isPaused, trouble } = patrol;
    if (walk) onTrack(walk.segments);
    tick();
    // The numbers run; the buttons are made anew only where something else became of it.
    const state = [walk?.id, isPaused, trouble, theme, themes.length].join();
    if (state === drawn) return;
    drawn = state;
    if (!walk || isPaused) awake.release();
    else void awake.hold();
    keepFocus(now, () => replace(now, walk ? running(walk.theme) : idle()));
  }

  function idle() {
    const missing = !areaCode ? 'grid.none' : !window.isSecureContext ? 'report.insecure' : null;
    return [
      h(
        'div',
        { class: 'patrol-themes', role: 'radiogroup', 'aria-label': t('patrol.theme') },
        themes.map(({ code, ...names }) =>
          h(
            'button',
            {
              type: 'button',
              class: 'patrol-theme',
              role: 'radio',
              'aria-checked': String(code === theme),
              data: { key: code },
              on: {
                click: () => {
                  theme = code;
                  draw();
                },
              },
            },
            nameOf(names),
          ),
        ),
      ),
      missing && h('p', { class: 'daily-note' }, t(missing)),
      h(
        'button',
        {
          type: 'button',
          class: 'button button-primary button-big',
          disabled: missing !== null || theme === '',
          on: { click: () => void patrol.start(areaCode ?? '', theme) },
        },
        t('patrol.start'),
      ),
      h('p', { class: 'patrol-hint' }, t('patrol.hint')),
    ];
  }

  /** @param {string} code */
  function running(code) {
    const { isPaused, trouble } = patrol;
    const button = (/** @type {string} */ key, /** @type {string} */ look, /** @type {() => void} */ run) =>
      h('button', { type: 'button', class: `button button-big ${look}`, data: { key }, on: { click: run } }, t(key));
    return [
      h(
        'div',
        { class: 'patrol-card', data: { paused: String(isPaused) } },
        h('strong', null, themeName(code)),
        h('span', { class: 'patrol-state' }, t(isPaused ? 'patrol.paused' : 'patrol.running')),
        time,
        way,
      ),
      trouble && h('p', { class: 'daily-note', role: 'alert' }, t(`patrol.${trouble}`)),
      isPaused && h('p', { class: 'patrol-hint' }, t('patrol.leftBehind')),
      h(
        'div',
        { class: 'task-actions' },
        isPaused && button('patrol.resume', 'button-primary', patrol.resume),
        button('patrol.end', isPaused ? '' : 'button-primary', askToEnd),
      ),
    ];
  }

  function askToEnd() {
    openDialog({
      title: t('patrol.endTitle'),
      body: [h('p', null, t('patrol.endWords'))],
      cancel: t('app.cancel'),
      actions: [
        {
          label: t('patrol.end'),
          run: async () => {
            await patrol.end();
            void refresh();
          },
        },
      ],
    });
  }

  function drawBefore() {
    const rows = patrols.filter(({ id }) => id !== patrol.walk?.id).slice(0, MOST);
    replace(
      before,
      rows.length > 0 && h('h2', { class: 'group-head' }, t('patrol.before')),
      rows.map((each) =>
        h(
          'button',
          {
            type: 'button',
            class: 'patrol-row',
            'aria-pressed': String(each.id === chosen),
            data: { key: each.id },
            on: { click: () => void show(each.id) },
          },
          icon('road'),
          h('strong', null, themeName(each.theme)),
          h(
            'small',
            null,
            [
              format.exact(Date.parse(each.startedAt), clock.now()),
              each.endedAt ? format.span(Date.parse(each.endedAt) - Date.parse(each.startedAt)) : t('patrol.open'),
              kilometres(each.distanceMeters),
              each.trackDeletedAt && t('patrol.expired'),
            ]
              .filter(Boolean)
              .join(' · '),
          ),
        ),
      ),
    );
  }

  /** @param {string} id */
  async function show(id) {
    chosen = chosen === id ? null : id;
    const { value } = chosen ? await api.patrolTrack(id) : { value: null };
    onTrack(value?.segments ?? patrol.walk?.segments ?? []);
    keepFocus(before, drawBefore);
  }

  function see() {
    patrol.see(document.visibilityState === 'visible');
    if (patrol.walk && !patrol.isPaused && document.visibilityState === 'visible') void awake.hold();
  }
  document.addEventListener('visibilitychange', see);
  const second = setInterval(tick, 1000);
  draw();

  return {
    element,
    isWalking: () => patrol.walk !== null && !patrol.isPaused,
    end: patrol.end,
    shown: () => void refresh(),
    refresh,
    destroy() {
      clearInterval(second);
      document.removeEventListener('visibilitychange', see);
      patrol.destroy();
      awake.release();
      element.remove();
    },
  };
}
