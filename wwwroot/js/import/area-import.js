// Areas: the file and what is wrong with it at the left, where it lies at the right.
import { toWgs84 } from '../map/china-shift.js';
import { createPreviewMap } from '../map/preview-map.js';
import { createBaseLayers } from '../ui/base-layers.js';
import { h, setText } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { loadReference } from '../ui/reference.js';
import { createFileDrop } from './file-drop.js';
import { MOST_UPLOAD_BYTES, readLocally } from './local-file.js';
import { createOptionsForm } from './options-form.js';
import { createReportView } from './report-view.js';
import { createRunner } from './runner.js';

/**
 * @param {import('../ui/app.js').App} app
 * @param {HTMLElement} container Of the map.
 */
export async function createAreaImport(app, container) {
  const { t, theme } = app;
  const { areas, base } = await loadReference(app);
  const { first, words } = createBaseLayers(app);
  const map = createPreviewMap(container, { areas: areas.features, base, baseLayer: first, creditWords: words });
  /** @type {File|null} */
  let file = null;
  /** @type {import('./local-file.js').LocalFile|null} */
  let local = null;
  /** @type {string|null} What the preview was drawn with. */
  let drawn = null;
  const note = h('p', { class: 'note quiet' });
  const report = createReportView({ t, onPlace: map.mark });
  const form = createOptionsForm({ app, onChange: changed });
  const drop = createFileDrop({
    t,
    choose: t('import.choose'),
    formats: t('import.formats'),
    accept: '.geojson,.json,.zip,.gpkg,.kml',
    picture: 'layers',
    onFile: take,
  });
  const runner = createRunner({
    app,
    send: app.api.importAreas,
    most: { bytes: MOST_UPLOAD_BYTES, words: t('import.tooLarge') },
    file: () => file,
    query: form.query,
    onBusy(busy) {
      form.lock(busy);
      drop.lock(busy);
      if (busy) report.clear();
      map.mark(null);
    },
    onRefusal: report.refuse,
    onReport(found) {
      report.show(found);
      if (found.applied) void reload();
    },
  });

  /** @param {File} next */
  async function take(next) {
    file = next;
    local = null;
    report.clear();
    map.mark(null);
    const read = await readLocally(next);
    // Another one was chosen meanwhile.
    if (file !== next) return;
    local = read;
    drawn = null;
    form.offer(read?.properties ?? null);
    changed();
  }

  function changed() {
    if (file && drawn !== form.crs()) draw();
    runner.show();
  }

  function draw() {
    drawn = form.crs();
    const crs = drawn;
    const geometries = local?.geometries.map(
      (geometry) => geometry && { ...geometry, coordinates: toWgs84(crs, geometry.coordinates) },
    );
    const n = map.show(geometries ?? []);
    setText(note, !local ? t('import.noPreview') : t('import.preview', { n, all: local.geometries.length }));
  }

  async function reload() {
    const fresh = await loadReference(app);
    map.setAreas(fresh.areas.features);
  }

  /** @param {string} name @param {string} label @param {() => void} run */
  const tool = (name, label, run) =>
    h(
      'button',
      { type: 'button', class: 'map-tool', 'aria-label': label, title: label, on: { click: run } },
      icon(name),
    );
  const tools = h(
    'div',
    { class: 'map-tools' },
    tool('plus', t('map.zoomIn'), map.zoomIn),
    tool('minus', t('map.zoomOut'), map.zoomOut),
    tool('target', t('map.fit'), () => map.fit()),
  );
  container.after(tools);
  const offTheme = theme.onChange(map.retheme);
  return {
    side: [drop.element, note, form.element, runner.element, report.element],
    destroy() {
      offTheme();
      for (const part of [map, report, form, drop, runner]) part.destroy();
    },
  };
}
