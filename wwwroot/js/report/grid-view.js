// 我的网格: its map, and below it its people, visits and patrols. The map is made when the tab is first opened.
import { createLiveMap } from '../ui/live-map.js';
import { h, replace } from '../ui/dom.js';
import { createResponsibleBox } from '../ui/responsible.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {() => void} options.onReport
 * @param {import('./activities/fieldwork.js').Fieldwork} options.fieldwork
 */
export function createGridView({ app, reference, state, onReport, fieldwork }) {
  const { t, session } = app;
  const frame = h('div', { class: 'map grid-map' });
  const title = h('h2', { class: 'group-head' });
  const who = createResponsibleBox(app);
  const people = h(
    'div',
    { class: 'grid-people' },
    title,
    h('section', { class: 'sheet-card' }, who.element),
    h(
      'button',
      { type: 'button', class: 'button button-primary button-big', on: { click: onReport } },
      t('grid.reportHere'),
    ),
  );
  const views = fieldwork.segments(people);
  const element = h('div', { class: 'grid-view' }, frame, views.element);
  /** @type {ReturnType<typeof createLiveMap>|null} */
  let live = null;

  function open() {
    if (live) return;
    live = createLiveMap(frame, {
      app,
      reference,
      state,
      isShown: (issue) => issue.status !== 'voided',
      map: {
        scaleBar: false,
        // So small a map has no room for leaders: they stand below it.
        labelOf: (code) => ({ name: reference().areas.name(code), line: '', weight: 0 }),
        onPick(pick) {
          fieldwork.pick(pick.building ?? null);
          void who.show({ area: pick.building ?? pick.area, lon: pick.lon, lat: pick.lat });
        },
      },
    });
    fieldwork.attach(live.map);
    for (const issue of state()?.open ?? []) live.update([issue.id]);
    const [code] = session.areaCodes;
    if (!code) return replace(title, t('grid.none'));
    replace(title, `${reference().areas.name(code)} · ${t('grid.people')}`);
    live.map.focusArea(code);
    live.map.revealArea(code, false);
    void who.show({ area: code });
  }

  return {
    element,
    shown() {
      open();
      views.shown();
    },
    /** @param {string} key */
    open: views.open,
    /** @param {Iterable<string>} touched */
    update: (touched) => live?.update(touched),
    /** Areas or people changed. */
    reload() {
      live?.reloadAreas();
      if (live) void who.refresh();
    },
    destroy() {
      live?.destroy();
      who.destroy();
      element.remove();
    },
  };
}
