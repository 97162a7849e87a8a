// The residents' page: composition only. The address names the place; what is shown is asked for again when the page is looked at.
import { byId, h, replace } from '../ui/dom.js';
import { lookAgain, pathPart, startOpenPage } from '../ui/open-page.js';
import { answer } from './answer.js';
import { openChooser } from './chooser.js';
import { loadGround } from './ground.js';
import { receiptView } from './receipt.js';
import { createReportForm } from './report-form.js';

/** @typedef {import('../contract.js').AskView} AskView */
/** @typedef {import('./ground.js').Ground} Ground */

const app = startOpenPage();
const { t, door, explain } = app;
const main = byId('main');
document.title = t('ask.title');
replace(byId('head'), h('strong', null, t('ask.title')), app.choices());
const report = h(
  'button',
  { type: 'button', class: 'big-button', on: { click: () => void openReport() } },
  t('ask.report'),
);
const foot = byId('foot');

let code = pathPart();
/** @type {AskView|null} */
let view = null;
let shown = '';
let ticket = 0;
let loading = false;
/** @type {{community: string, ground: Promise<Ground>}|null} */
let known = null;
/** @type {{destroy: () => void}|null} The report form, while it is open. */
let form = null;

/** @returns {Promise<Ground>} */
function ground() {
  const community = view?.community.code ?? code;
  if (known?.community !== community) known = { community, ground: loadGround(app, code, view?.baseMap ?? false) };
  const { ground: loading } = known;
  // What could not be read is asked for again the next time.
  void loading.then(({ problem }) => {
    if (problem && known?.ground === loading) known = null;
  });
  return loading;
}

/** @param {{quietly?: boolean}} [options] Quietly: what is shown stays when nothing better comes. */
async function load({ quietly = false } = {}) {
  if (code === '') return replace(main, h('div', { class: 'card empty' }, h('p', null, t('ask.noCode'))));
  // A look in passing must not take the place of an answer that somebody waits for.
  if (quietly && loading) return;
  const own = ++ticket;
  loading = true;
  if (!quietly) replace(main, h('p', { class: 'quiet loading' }, t('ask.loading')));
  const { value, problem } = await door.place(code);
  if (own !== ticket) return;
  loading = false;
  if (value) {
    view = value;
    if (!form) show(quietly);
  } else if (!quietly) trouble(problem);
}

/** @param {boolean} [onlyNews] */
function show(onlyNews = false) {
  if (!view) return;
  const next = JSON.stringify(view);
  // What is the same is not painted again: somebody may be reading it.
  if (onlyNews && next === shown) return;
  shown = next;
  const open = new Set(
    [...main.querySelectorAll('details[open]')].map((each) => /** @type {HTMLElement} */ (each).dataset.area),
  );
  replace(main, answer(app, view, { onChoose: choose, onPlace: go }));
  for (const each of main.querySelectorAll('details'))
    each.open = each.dataset.area !== undefined && open.has(each.dataset.area);
  replace(foot, report);
  document.title = `${view.area.name} · ${t('ask.title')}`;
}

/** @param {import('../contract.js').Problem} problem */
function trouble(problem) {
  view = null;
  const reason = problem.code === 'area.not_found' ? t('ask.unknownPlace') : explain(problem);
  replace(
    main,
    h(
      'div',
      { class: 'card empty' },
      h('p', null, reason),
      h('button', { type: 'button', class: 'button', on: { click: () => void load() } }, t('ask.again')),
    ),
  );
  replace(foot);
}

/** @param {string} next */
function go(next) {
  if (next === code) return;
  code = next;
  shown = '';
  history.pushState(null, '', `/ask/${encodeURIComponent(code)}${location.search}`);
  scrollTo(0, 0);
  void load();
}

function choose() {
  openChooser(app, { code, center: view?.center, ground, onChosen: go });
}

async function openReport() {
  if (!view) return;
  report.disabled = true;
  const loaded = await ground();
  report.disabled = false;
  if (loaded.problem) return trouble(loaded.problem);
  const opened = createReportForm(app, {
    view,
    ground: loaded,
    onBack: home,
    onSent: (receipt, hasJoined) => {
      form?.destroy();
      form = { destroy: () => {} };
      replace(main, receiptView(app, receipt, { hasJoined, onBack: home }));
      scrollTo(0, 0);
    },
  });
  form = opened;
  replace(main, opened.element);
  replace(foot);
  scrollTo(0, 0);
  opened.start();
}

function home() {
  form?.destroy();
  form = null;
  show();
  scrollTo(0, 0);
}

addEventListener('popstate', () => {
  form?.destroy();
  form = null;
  code = pathPart();
  void load();
});
lookAgain(() => void load({ quietly: true }));
await load();
