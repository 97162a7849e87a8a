// What comes in as a file, a kind a tab: composition only.
import { startApp } from '../ui/app.js';
import { byId, h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { createPageHead } from '../ui/page-head.js';
import { createToasts } from '../ui/toast.js';
import { createAreaImport } from './area-import.js';
import { createKinds } from './kinds.js';
import { createTableImport } from './table-import.js';

/** @typedef {{side: HTMLElement[], stage?: HTMLElement, destroy: () => void}} Import */

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t, session } = app;
document.title = t('import.title');
const side = byId('side');
const table = byId('table');
/** @type {{destroy: () => void}[]} */
const parts = [toasts];

/** Each is built when it is first shown and kept, so that a look at another does not lose a chosen file. */
const makers = {
  areas: () => createAreaImport(app, byId('map')),
  categories: () => createTableImport(app, 'categories'),
  calendar: () => createTableImport(app, 'calendar'),
  routing: () => createTableImport(app, 'routing'),
  'daily-tasks': () => createTableImport(app, 'daily-tasks'),
  people: () => createTableImport(app, 'people'),
  households: () => createTableImport(app, 'households'),
};
/** @type {Record<string, (keyof typeof makers)[]>} What each account imports; a leader, into the own areas. */
const KINDS = {
  admin: ['areas', 'categories', 'calendar', 'routing', 'daily-tasks', 'people', 'households'],
  leader: ['people', 'households'],
};
const own = KINDS[session.role] ?? [];
/** @type {Partial<Record<keyof typeof makers, Promise<Import>>>} */
const made = {};
/** @type {keyof typeof makers|null} */
let shown = null;

/** @param {keyof typeof makers} kind */
async function show(kind) {
  shown = kind;
  made[kind] ??= Promise.resolve(makers[kind]()).then((/** @type {Import} */ part) => {
    parts.push(part);
    return part;
  });
  const part = await made[kind];
  // Another tab was chosen while this one was being built.
  if (shown !== kind || !part) return;
  replace(side, part.side);
  // The map stays beneath: hidden, it would lose its size.
  table.hidden = !part.stage;
  replace(table, part.stage);
}

const kinds = createKinds({ t, kinds: own, onChange: show });
const head = createPageHead(app, t('import.title'), kinds.element);
byId('bar').append(...head.elements);
parts.push(head, kinds);
if (own.length > 0) await show(kinds.current);
else side.append(h('p', { class: 'verdict verdict-bad' }, icon('alert'), t('import.adminOnly')));

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  for (const part of parts) part.destroy();
});
