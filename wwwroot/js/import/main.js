// The admin's import of areas: composition only.
import { toWgs84 } from '../map/china-shift.js';
import { createPreviewMap } from '../map/preview-map.js';
import { startApp } from '../ui/app.js';
import { createBaseLayers } from '../ui/base-layers.js';
import { byId, h, setText } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { loadReference } from '../ui/reference.js';
import { createToasts } from '../ui/toast.js';
import { createFileDrop } from './file-drop.js';
import { createHead } from './head.js';
import { readLocally } from './local-file.js';
import { createOptionsForm } from './options-form.js';
import { createReportView } from './report-view.js';
import { createRunner } from './runner.js';

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t, session, theme } = app;
document.title = t('import.title');
const head = createHead(app);
byId('bar').append(...head.elements);
/** @type {{destroy: () => void}[]} */
const parts = [head, toasts];
if (session.role === 'admin') await open();
else byId('side').append(h('p', { class: 'verdict verdict-bad' }, icon('alert'), t('import.adminOnly')));

async function open() {
  const { areas, base } = await loadReference(app);
  const { first, words } = createBaseLayers(app);
  const map = createPreviewMap(byId('map'), { areas: areas.features, base, baseLayer: first, creditWords: words });
  /** @type {File|null} */
  let file = null;
  /** @type {import('./local-file.js').LocalFile|null} */
  let local = null;
  /** @type {string|null} What the preview was drawn with. */
  let drawn = null;
  const note = h('p', { class: 'note quiet' });
  const report = createReportView({ t, onPlace: map.mark });
  const form = createOptionsForm({ app, onChange: changed });
  const drop = createFileDrop({ t, onFile: take });
  const runner = createRunner({
    app,
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
  byId('map').after(tools);
  byId('side').append(drop.element, note, form.element, runner.element, report.element);
  const offTheme = theme.onChange(map.retheme);
  parts.push(map, report, form, drop, runner, { destroy: offTheme });
}

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  for (const part of parts) part.destroy();
});
