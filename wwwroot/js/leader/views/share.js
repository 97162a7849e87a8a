// What leaves the page: saved views, the list as a file, the map as a picture. One button over the map opens it.
import { isOverdue } from '../../live/lateness.js';
import { openDialog } from '../../ui/dialog.js';
import { h, replace } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { uuid } from '../../ui/uuid.js';
import { exportQuery } from './export-query.js';
import { drawPicture } from './picture.js';

/** @typedef {import('../../contract.js').Issue} Issue */
/** @typedef {import('../../contract.js').SavedView} SavedView */

const FORMATS = /** @type {const} */ (['xlsx', 'csv', 'geojson']);
/** Above so many areas the picture leaves buildings out. */
const MANY = 3_000;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {() => Issue[]} options.shown What list and map show now.
 * @param {import('../selection.js').Selection} options.selection
 * @param {import('../../ui/toast.js').Toasts} options.toasts
 * @param {import('../../map/battle-map.js').BattleMap} options.map
 */
export function createShare({ app, reference, shown, selection, toasts, map }) {
  const { t, api, clock, format, explain } = app;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'map-tool',
      'aria-label': t('share.title'),
      title: t('share.title'),
      data: { tool: 'share' },
      on: { click: open },
    },
    icon('link'),
  );

  /** What the address says, and where the map looks. */
  function present() {
    const { lon, lat } = map.centre();
    const search = new URLSearchParams(location.search);
    for (const key of ['issue', 'place', 'filing', 'lang', 'theme', 't']) search.delete(key);
    search.set('at', `${lon.toFixed(6)},${lat.toFixed(6)},${map.zoom().toFixed(2)}`);
    return search.toString();
  }

  async function picture() {
    const { areas } = reference();
    const { area } = selection.current;
    const issues = shown();
    const within = areas.features.filter(
      ({ properties, geometry }) =>
        geometry && ['grid', 'building'].includes(properties.level) && (!area || areas.isWithin(properties.code, area)),
    );
    const outlined = within.length > MANY ? within.filter(({ properties }) => properties.level !== 'building') : within;
    const now = clock.now();
    const blob = await drawPicture({
      title: `${t('app.name')} · ${areas.name(area) || t('figures.all')}`,
      time: `${format.longDate(now)} ${format.minute(now)}`,
      note: t('share.pictureNote'),
      areas: outlined,
      issues,
      isOverdue: (issue) => isOverdue(issue, now),
      countOf: (code) => issues.filter((issue) => areas.isWithin(issue.areaCode, code)).length,
      wordOf: (group) => t(`group.${group}`),
      overdueWord: t('map.legendOverdue'),
      scaleWord: (metres) => (metres >= 1000 ? `${metres / 1000} km` : `${metres} m`),
    });
    const link = h('a', { href: URL.createObjectURL(blob), download: `map-${format.dayKey(now)}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function files() {
    const query = exportQuery(selection.current, new Date(format.dayStart(clock.now())).toISOString());
    return h(
      'section',
      { class: 'share-part' },
      h('h3', null, t('share.files', { n: shown().length })),
      h(
        'div',
        { class: 'share-row' },
        query
          ? FORMATS.map((word) =>
              h('a', { class: 'button', download: '', href: api.issuesFile({ ...query, format: word }) }, `.${word}`),
            )
          : h('p', { class: 'quiet' }, t('share.noFile')),
        h(
          'button',
          {
            type: 'button',
            class: 'button',
            data: { share: 'picture' },
            on: { click: () => picture().catch((fault) => toasts.show(String(fault), { tone: 'bad' })) },
          },
          t('share.picture'),
        ),
      ),
    );
  }

  function open() {
    const name = h('input', {
      type: 'text',
      maxlength: '40',
      name: 'view',
      'aria-label': t('share.viewName'),
      placeholder: t('share.viewName'),
    });
    const list = h('ul', { class: 'share-views' });

    /** @param {SavedView} view */
    const row = ({ id, name: called, state }) =>
      h(
        'li',
        null,
        h('a', { href: `/?${state}` }, called),
        h(
          'button',
          {
            type: 'button',
            class: 'tool',
            'aria-label': t('share.forget', { name: called }),
            title: t('share.forget', { name: called }),
            on: {
              click: async () => {
                const { problem } = await api.forgetView(id);
                if (problem) toasts.show(explain(problem), { tone: 'bad' });
                await read();
              },
            },
          },
          icon('close'),
        ),
      );

    async function read() {
      const { value, problem } = await api.views();
      if (problem) return replace(list, h('li', { class: 'list-note' }, explain(problem)));
      replace(list, value.length === 0 ? h('li', { class: 'list-note' }, t('share.noViews')) : value.map(row));
    }

    async function save() {
      const called = name.value.trim();
      if (!called) return name.focus();
      // The same name again is the same view, as it is now.
      const { value: known } = await api.views();
      const id = known?.find((view) => view.name === called)?.id ?? uuid();
      const { problem } = await api.saveView(id, { name: called, state: present() });
      if (problem) toasts.show(explain(problem), { tone: 'bad' });
      else name.value = '';
      await read();
    }

    const { element } = openDialog({
      title: t('share.title'),
      body: [
        h(
          'section',
          { class: 'share-part' },
          h('h3', null, t('share.views')),
          list,
          h(
            'div',
            { class: 'share-row' },
            name,
            h('button', { type: 'button', class: 'button button-primary', on: { click: save } }, t('share.save')),
          ),
        ),
        files(),
      ],
      actions: [],
      cancel: t('app.close'),
    });
    element.classList.add('dialog-share');
    void read();
  }

  /** Where a saved view or a link looks. @returns {boolean} Whether the address says. */
  function go() {
    const [lon = Number.NaN, lat = Number.NaN, zoom = Number.NaN] = (
      new URLSearchParams(location.search).get('at') ?? ''
    )
      .split(',')
      .map(Number);
    if (!Number.isFinite(lon + lat + zoom) || Math.abs(lat) > 85) return false;
    map.jumpTo({ lon, lat }, zoom);
    return true;
  }

  return { element: button, go };
}
