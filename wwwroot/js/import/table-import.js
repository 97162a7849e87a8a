// Any kind of table: take the template out, edit it, bring it back; a check first, its findings by row, then the import.
import { h } from '../ui/dom.js';
import { createFileDrop } from './file-drop.js';
import { createRunner } from './runner.js';
import { createTableReport } from './table-report.js';

/** @typedef {import('../contract.js').TableKind} TableKind */

/** What the server takes. */
const MOST_BYTES = 10_000_000;
const FORMATS = /** @type {const} */ (['xlsx', 'csv']);

/** @param {import('../ui/app.js').App} app @param {TableKind} kind */
export async function createTableImport(app, kind) {
  const { t, api, explain } = app;
  /** @type {File|null} */
  let file = null;
  const area = kind === 'calendar' ? await createAreaChoice(app, changed) : null;
  const skip = kind === 'people' ? h('input', { type: 'checkbox', on: { change: changed } }) : null;
  /** @returns {Record<string, string>} */
  const query = () => ({ ...(area?.value && { area: area.value }), ...(skip?.checked && { skipFaulty: 'true' }) });
  const report = createTableReport({ t, kind, onSheet: saveErrors });
  const templates = FORMATS.map((format) => ({ format, link: h('a', { class: 'button', download: '' }) }));
  const template = h(
    'div',
    { class: 'template' },
    h('p', null, t(`import.template.${kind}`)),
    h(
      'div',
      { class: 'run-buttons' },
      templates.map(({ format, link }) => {
        link.append(t('import.template', { format: `.${format}` }));
        return link;
      }),
    ),
  );
  const drop = createFileDrop({
    t,
    choose: t('import.chooseTable'),
    formats: t('import.tableFormats'),
    accept: '.xlsx,.csv,.txt,.json',
    picture: 'list',
    onFile(next) {
      file = next;
      changed();
    },
  });
  const runner = createRunner({
    app,
    send: (asked, chosen, options) => api.importTable(kind, asked, chosen, options),
    most: { bytes: MOST_BYTES, words: t('import.tableTooLarge') },
    file: () => file,
    query,
    onBusy(busy) {
      drop.lock(busy);
      if (area) area.disabled = busy;
      if (skip) skip.disabled = busy;
      if (busy) report.clear();
    },
    onRefusal: report.refuse,
    onReport: report.show,
  });

  function changed() {
    for (const { format, link } of templates) link.href = api.templateUrl(kind, { ...query(), format });
    report.clear();
    runner.show();
  }

  async function saveErrors() {
    if (!file) return;
    const { value, problem } = await api.errorSheet(kind, query(), file);
    if (!value) return report.refuse(explain(problem));
    const link = h('a', {
      href: URL.createObjectURL(value),
      download: `${file.name.replace(/\.\w+$/, '')}-${t('import.errorFile')}.xlsx`,
    });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  changed();
  return {
    side: [
      template,
      area && h('label', { class: 'field' }, t('import.calendarArea'), area),
      drop.element,
      skip && h('label', { class: 'choice' }, skip, h('span', null, t('import.skipFaulty'))),
      runner.element,
      report.side,
    ].filter((element) => element !== null),
    stage: report.stage,
    destroy() {
      for (const part of [drop, runner, report]) part.destroy();
    },
  };
}

/** Districts and streets down to communities; a calendar of a single grid is nobody's. @param {import('../ui/app.js').App} app @param {() => void} onChange */
async function createAreaChoice({ t, api, insist, settings }, onChange) {
  const { features } = await insist(api.areas);
  const ranks = new Map(settings.levels.map(({ code, rank }) => [code, rank]));
  const most = ranks.get('community') ?? 0;
  const areas = features
    .map(({ properties }) => properties)
    .filter(({ level }) => (ranks.get(level) ?? Number.POSITIVE_INFINITY) <= most)
    .sort((a, b) => (ranks.get(a.level) ?? 0) - (ranks.get(b.level) ?? 0) || a.name.localeCompare(b.name, 'zh'));
  const select = h(
    'select',
    { on: { change: onChange } },
    h('option', { value: '' }, t('import.calendarDefault')),
    areas.map(({ code, name }) => h('option', { value: code }, name)),
  );
  return select;
}
