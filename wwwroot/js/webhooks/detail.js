// One webhook: what it is told, what can be done with it, and its deliveries.
import { createChoice } from '../ui/choice.js';
import { h, replace } from '../ui/dom.js';

/** @typedef {import('../contract.js').Webhook} Webhook */
/** @typedef {'all'|'pending'|'delivered'|'dead'} Filter */

/**
 * @param {import('../ui/i18n.js').Translate} t
 * @param {HTMLElement} deliveries
 * @param {object} on
 * @param {(webhook: Webhook) => void} on.test
 * @param {(webhook: Webhook) => void} on.toggle
 * @param {(webhook: Webhook) => void} on.renew
 * @param {(webhook: Webhook) => void} on.remove
 * @param {(filter: Filter) => void} on.filter
 */
export function createDetail(t, deliveries, on) {
  const head = h('div', { class: 'webhook-head' });
  const tools = h('div', { class: 'webhook-tools' });
  const filter = createChoice({
    label: t('webhooks.filter'),
    values: /** @type {Filter[]} */ (['all', 'pending', 'delivered', 'dead']),
    wordOf: (value) => t(`webhooks.state.${value}`),
    onChoose: (value) => {
      filter.show(value);
      on.filter(value);
    },
  });
  const element = h('div', { class: 'webhook-detail', hidden: true }, head, tools, filter.element, deliveries);
  let shown = '';

  /** @param {string} word @param {(webhook: Webhook) => void} run @param {Webhook} webhook @param {string} [tone] */
  const tool = (word, run, webhook, tone = '') =>
    h('button', { type: 'button', class: `button ${tone}`, on: { click: () => run(webhook) } }, t(word));

  return {
    element,
    /** @param {Webhook|null} webhook */
    show(webhook) {
      element.hidden = !webhook;
      if (!webhook) return;
      // Repainted only when it says something new: a tool under the pointer must not be replaced while it is pressed.
      const state = `${webhook.id} ${webhook.url} ${webhook.active} ${webhook.kinds}`;
      if (state === shown) return;
      if (!shown.startsWith(webhook.id)) filter.show('all');
      shown = state;
      const kinds = webhook.kinds.map((kind) => t(`webhooks.kind.${kind}`)).join(t('app.listComma'));
      replace(
        head,
        h('h2', { class: 'webhook-url' }, webhook.url),
        h('p', { class: 'quiet' }, t('webhooks.told', { kinds, by: webhook.createdBy })),
      );
      replace(
        tools,
        tool('webhooks.test', on.test, webhook),
        tool(webhook.active ? 'webhooks.pause' : 'webhooks.resume', on.toggle, webhook),
        tool('webhooks.renew', on.renew, webhook),
        tool('webhooks.remove', on.remove, webhook, 'button-danger'),
      );
    },
  };
}
