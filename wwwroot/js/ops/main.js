// How this server is, for the admin: composition, and one loop that asks for what came since.
import { startApp } from '../ui/app.js';
import { byId, h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { createPageHead } from '../ui/page-head.js';
import { createToasts } from '../ui/toast.js';
import { createBoard } from './board.js';

/** @typedef {import('../http/ops-api.js').OpsSample} OpsSample */

/** The server closes a period so often, and keeps so many. */
const REFRESH_MS = 2_000;
const KEPT = 150;

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t, api, format, explain } = app;
document.title = t('ops.title');
const head = createPageHead(app, t('ops.title'));
byId('bar').append(...head.elements);

if (app.session.role === 'admin') await begin();
else byId('stage').append(h('p', { class: 'verdict verdict-bad' }, icon('alert'), t('ops.adminOnly')));

async function begin() {
  const line = h('p', { class: 'ops-line', role: 'status' });
  const board = createBoard(app, KEPT);
  byId('stage').append(line, board.element);
  /** @type {OpsSample[]} */
  let samples = [];
  let server = '';

  async function refresh() {
    const { value, problem } = await api.ops(samples.at(-1)?.number);
    if (problem) {
      line.dataset.state = 'bad';
      line.textContent = explain(problem);
      return;
    }
    // Behind a proxy another server may answer: its figures are others.
    const isSame = server === value.server + value.startedAt;
    server = value.server + value.startedAt;
    samples = [...(isSame ? samples : []), ...value.samples].slice(-KEPT);
    const ago = value.logReadSecondsAgo ?? null;
    line.dataset.state = ago === null || ago > 2 * (REFRESH_MS / 1000) ? 'bad' : 'good';
    replace(
      line,
      h('strong', null, value.server),
      h('span', null, t('ops.version', { version: value.version })),
      h('span', null, t('ops.started', { when: format.relative(Date.parse(value.startedAt), Date.parse(value.at)) })),
      h('span', null, ago === null ? t('ops.logNever') : t('ops.logRead', { seconds: ago.toFixed(1) })),
    );
    board.show(samples);
  }

  await refresh();
  const timer = setInterval(() => document.hidden || refresh(), REFRESH_MS);
  addEventListener('pagehide', (event) => event.persisted || clearInterval(timer));
}

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  head.destroy();
  toasts.destroy();
});
