// The hall screens of this server, for the admin, also on a phone in the hall: composition, and one loop that asks how they are.
import { startApp } from '../ui/app.js';
import { openDialog } from '../ui/dialog.js';
import { byId, h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { createPageHead } from '../ui/page-head.js';
import { createAreaIndex } from '../live/area-index.js';
import { createToasts } from '../ui/toast.js';
import { createCards } from './cards.js';
import { createPairForm } from './pair-form.js';
import { openSettings } from './settings-dialog.js';

/** @typedef {import('../contract.js').Screen} Screen */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

const REFRESH_MS = 5_000;

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t, api, clock, explain } = app;
document.title = t('screens.title');
const head = createPageHead(app, t('screens.title'));
byId('bar').append(...head.elements);

if (app.session.role === 'admin') await begin();
else byId('side').append(h('p', { class: 'verdict verdict-bad' }, icon('alert'), t('screens.adminOnly')));

async function begin() {
  const areas = createAreaIndex((await app.insist(api.areas)).features);
  const form = createPairForm({
    app,
    areas,
    onPair: async (pairing) => (await done(api.pairScreen(pairing), t('screens.paired'))) !== null,
  });
  const cards = createCards(app, areas, {
    settings: (screen) =>
      openSettings({
        app,
        areas,
        screen,
        onSave: async (next) => (await done(api.changeScreen(screen.id, next), t('screens.saved'))) !== null,
      }),
    reload: (screen) => void done(api.reloadScreen(screen.id), t('screens.reloadAsked')),
    revoke: (screen) => ask(screen, 'screens.revoke', () => done(api.revokeScreen(screen.id))),
    remove: (screen) => ask(screen, 'screens.remove', () => done(api.removeScreen(screen.id))),
  });
  byId('side').append(form.element);
  byId('stage').append(cards.element);

  async function refresh() {
    const [screens, own] = await Promise.all([api.screens(), api.screen()]);
    if (screens.problem) return toasts.show(explain(screens.problem), { tone: 'bad' });
    if (own.value?.serverTime) clock.hear(own.value.serverTime);
    form.show(screens.value);
    cards.show(screens.value, own.value?.serverVersion ?? '');
  }

  /** @template T @param {Promise<Result<T>>} doing @param {string} [word] @returns {Promise<T|null>} */
  async function done(doing, word) {
    const { value, problem } = await doing;
    if (problem) toasts.show(explain(problem), { tone: 'bad' });
    else if (word) toasts.show(word, { tone: 'good' });
    await refresh();
    return problem ? null : /** @type {T} */ (value ?? {});
  }

  await refresh();
  const timer = setInterval(() => document.hidden || refresh(), REFRESH_MS);
  addEventListener('pagehide', (event) => event.persisted || clearInterval(timer));
}

/** @param {Screen} screen @param {string} title @param {() => Promise<unknown>} run */
function ask(screen, title, run) {
  openDialog({
    title: t(title),
    body: [h('p', null, t(`${title}Ask`, { name: screen.name }))],
    cancel: t('app.cancel'),
    actions: [{ label: t(title), tone: 'danger', run: async () => void (await run()) }],
  });
}

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  head.destroy();
  toasts.destroy();
});
