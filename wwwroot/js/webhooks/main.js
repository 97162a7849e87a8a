// Other systems that are told of Changes: composition, and one loop that asks how things stand.
import { startApp } from '../ui/app.js';
import { openDialog } from '../ui/dialog.js';
import { byId, h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { createPageHead } from '../ui/page-head.js';
import { createToasts } from '../ui/toast.js';
import { createDeliveries } from './deliveries.js';
import { createDetail } from './detail.js';
import { createForm } from './form.js';
import { createList } from './list.js';
import { showSecret } from './secret.js';

/** @typedef {import('../contract.js').Webhook} Webhook */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** Deliveries have no stream: what they say is asked again while somebody looks. */
const REFRESH_MS = 3_000;

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t, api, explain } = app;
document.title = t('webhooks.title');
const head = createPageHead(app, t('webhooks.title'));
byId('bar').append(...head.elements);
const side = byId('side');

/** @type {number|null} Where the next page of deliveries begins. */
let oldest = null;
/** @type {{chosen: string|null, state: string|null, before: number|null}} */
const view = { chosen: null, state: null, before: null };
const list = createList(app, (id) => look({ chosen: id, state: null, before: null }));
const deliveries = createDeliveries(app, {
  onReplay: (delivery) => done(api.replayDelivery(view.chosen ?? '', delivery.id), t('webhooks.replayed')),
  onMore: () => look({ before: oldest }),
});
const detail = createDetail(t, deliveries.element, {
  test: (webhook) => done(api.testWebhook(webhook.id), t('webhooks.tested')),
  toggle: (webhook) => done(api.changeWebhook(webhook.id, { ...input(webhook), active: !webhook.active })),
  renew: (webhook) => ask('webhooks.renew', 'webhooks.renewAsk', () => renew(webhook)),
  remove: (webhook) => ask('webhooks.remove', 'webhooks.removeAsk', () => done(api.removeWebhook(webhook.id))),
  filter: (filter) => look({ state: filter === 'all' ? null : filter, before: null }),
});

/** @param {Webhook} webhook */
const input = ({ url, kinds, active }) => ({ url, kinds, active });

/** @param {Partial<typeof view>} next */
function look(next) {
  Object.assign(view, next);
  return refresh();
}

/** Asks, and paints unless somebody has chosen something else meanwhile. */
async function refresh() {
  const asked = { ...view };
  const all = await api.webhooks();
  if (all.problem) return toasts.show(explain(all.problem), { tone: 'bad' });
  const chosen = all.value.find(({ id }) => id === asked.chosen) ?? all.value[0] ?? null;
  const page = chosen && (await api.webhookDeliveries(chosen.id, { state: asked.state, before: asked.before }));
  if (asked.chosen !== view.chosen || asked.state !== view.state || asked.before !== view.before) return;
  view.chosen = chosen?.id ?? null;
  list.show(all.value, view.chosen);
  detail.show(chosen);
  if (!page || page.problem) return;
  oldest = page.value.before ?? null;
  deliveries.show(page.value.deliveries, oldest !== null);
}

/** @template T @param {Promise<Result<T>>} doing @param {string} [word] @returns {Promise<T|null>} */
async function done(doing, word) {
  const { value, problem } = await doing;
  if (problem) toasts.show(explain(problem), { tone: 'bad' });
  else if (word) toasts.show(word, { tone: 'good' });
  await refresh();
  return problem ? null : value;
}

/** @param {string} title @param {string} question @param {() => Promise<unknown>} run */
function ask(title, question, run) {
  openDialog({
    title: t(title),
    body: [h('p', null, t(question))],
    cancel: t('app.cancel'),
    actions: [{ label: t(title), tone: 'danger', run: async () => void (await run()) }],
  });
}

/** @param {Webhook} webhook */
async function renew(webhook) {
  const changed = await done(api.changeWebhook(webhook.id, { ...input(webhook), renewSecret: true }));
  if (changed?.secret) showSecret(t, changed.secret);
}

/** @param {{url: string, kinds: string[]}} webhook */
async function make(webhook) {
  const made = await done(api.makeWebhook(webhook));
  if (!made) return false;
  await look({ chosen: made.id, state: null, before: null });
  if (made.secret) showSecret(t, made.secret);
  return true;
}

if (app.session.role === 'admin') {
  side.append(createForm({ t, onMake: make }), h('h2', null, t('webhooks.all')), list.element);
  byId('stage').append(detail.element);
  await refresh();
  const timer = setInterval(() => document.hidden || refresh(), REFRESH_MS);
  addEventListener('pagehide', (event) => event.persisted || clearInterval(timer));
} else {
  side.append(h('p', { class: 'verdict verdict-bad' }, icon('alert'), t('webhooks.adminOnly')));
}

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  head.destroy();
  toasts.destroy();
});
