// What was sent to one webhook, newest first, and what became of it.
import { h, keepFocus, replace } from '../ui/dom.js';

/** @typedef {import('../contract.js').WebhookDelivery} Delivery */

const BADGES = { pending: 'badge group-working', delivered: 'badge group-done', dead: 'badge badge-overdue' };

/**
 * @param {import('../ui/app.js').App} app
 * @param {{onReplay: (delivery: Delivery) => void, onMore: () => void}} options
 */
export function createDeliveries({ t, format, clock }, { onReplay, onMore }) {
  const element = h('div', { class: 'deliveries' });
  /** @param {string} at */
  const exact = (at) => format.exact(Date.parse(at), clock.now());

  /** @param {Delivery} delivery */
  function outcome(delivery) {
    if (delivery.state === 'delivered') return `HTTP ${delivery.lastStatus}`;
    if (delivery.state === 'pending' && delivery.attempts === 0) return t('webhooks.soon');
    const next =
      delivery.state === 'pending' && delivery.nextAt ? t('webhooks.next', { at: exact(delivery.nextAt) }) : '';
    return [delivery.lastError, next].filter(Boolean).join(' · ');
  }

  /** @param {Delivery} delivery */
  const row = (delivery) =>
    h(
      'tr',
      null,
      h('td', { class: 'row-time' }, exact(delivery.createdAt)),
      h(
        'td',
        null,
        t(`webhooks.kind.${delivery.kind}`),
        delivery.issueNumber && h('small', { class: 'quiet row-issue' }, delivery.issueNumber),
      ),
      h('td', null, h('span', { class: BADGES[delivery.state] }, t(`webhooks.state.${delivery.state}`))),
      h('td', { class: 'row-figure' }, delivery.attempts),
      h('td', { class: 'quiet' }, outcome(delivery)),
      h(
        'td',
        { class: 'row-action' },
        h(
          'button',
          {
            type: 'button',
            class: 'button',
            'aria-label': t('webhooks.replayOne', { id: delivery.id }),
            data: { key: `replay-${delivery.id}` },
            on: { click: () => onReplay(delivery) },
          },
          t('webhooks.replay'),
        ),
      ),
    );

  return {
    element,
    /** @param {Delivery[]} deliveries @param {boolean} more */
    show(deliveries, more) {
      const heads = ['time', 'what', 'state', 'attempts', 'outcome'];
      keepFocus(element, () =>
        replace(
          element,
          deliveries.length === 0
            ? h('p', { class: 'quiet' }, t('webhooks.noDeliveries'))
            : h(
                'table',
                { class: 'rows' },
                h(
                  'thead',
                  null,
                  h(
                    'tr',
                    null,
                    heads.map((head) => h('th', { scope: 'col' }, t(`webhooks.head.${head}`))),
                    h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' }, t('webhooks.replay'))),
                  ),
                ),
                h('tbody', null, deliveries.map(row)),
              ),
          more &&
            h(
              'button',
              { type: 'button', class: 'button', data: { key: 'more' }, on: { click: onMore } },
              t('webhooks.more'),
            ),
        ),
      );
    },
  };
}
