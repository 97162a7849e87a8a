// The webhooks, each a card; the chosen one is shown at the right.
import { h, keepFocus, replace } from '../ui/dom.js';

/** @typedef {import('../contract.js').Webhook} Webhook */

/**
 * @param {import('../ui/app.js').App} app
 * @param {(id: string) => void} onChoose
 */
export function createList({ t, format, clock }, onChoose) {
  const element = h('div', { class: 'webhook-list' });

  /** @param {Webhook} webhook */
  function figures(webhook) {
    const words = [];
    if (webhook.pending > 0) words.push(t('webhooks.pending', { n: webhook.pending }));
    if (webhook.lastDeliveredAt) {
      const when = format.relative(Date.parse(webhook.lastDeliveredAt), clock.now());
      words.push(t('webhooks.last', { when }));
    }
    return words.length > 0 ? words.join(' · ') : t('webhooks.none');
  }

  /** @param {Webhook} webhook @param {string|null} chosen */
  function card(webhook, chosen) {
    const { host, pathname } = new URL(webhook.url);
    return h(
      'button',
      {
        type: 'button',
        class: 'webhook-card',
        'aria-current': webhook.id === chosen ? 'true' : null,
        data: { key: webhook.id },
        on: { click: () => onChoose(webhook.id) },
      },
      h('strong', null, host),
      h(
        'span',
        { class: 'webhook-chips' },
        !webhook.active && h('span', { class: 'badge' }, t('webhooks.paused')),
        webhook.dead > 0 && h('span', { class: 'badge badge-overdue' }, t('webhooks.dead', { n: webhook.dead })),
      ),
      h('small', { class: 'quiet webhook-path' }, pathname),
      h('small', { class: 'quiet' }, figures(webhook)),
    );
  }

  return {
    element,
    /** @param {Webhook[]} webhooks @param {string|null} chosen */
    show(webhooks, chosen) {
      keepFocus(element, () =>
        replace(
          element,
          webhooks.length > 0
            ? webhooks.map((webhook) => card(webhook, chosen))
            : h('p', { class: 'quiet' }, t('webhooks.empty')),
        ),
      );
    },
  };
}
