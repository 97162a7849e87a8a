// The report has arrived: its number and the one link by which to follow it.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {import('../contract.js').AskReceipt} receipt
 * @param {{hasJoined: boolean, onBack: () => void}} options `hasJoined`: another's report was joined instead of a second one.
 */
export function receiptView({ t }, receipt, { hasJoined, onBack }) {
  const url = receipt.trackingUrl ?? `${location.origin}/track/${receipt.trackingSecret}`;
  const field = h('input', { class: 'field-box link', readonly: true, value: url, 'aria-label': t('ask.link') });
  const button = h('button', { type: 'button', class: 'big-button', on: { click: () => void copy() } }, t('ask.copy'));

  async function copy() {
    field.select();
    try {
      // Only on https and localhost; elsewhere the old command does it.
      if (navigator.clipboard) await navigator.clipboard.writeText(url);
      else if (!document.execCommand('copy')) throw new Error('refused');
      replace(button, icon('check'), t('ask.copied'));
    } catch {
      replace(button, t('ask.copyByHand'));
    }
  }

  return h(
    'section',
    { class: 'receipt' },
    h('span', { class: 'receipt-mark' }, icon('check')),
    h('h1', null, t(hasJoined ? 'ask.joined' : 'ask.sent')),
    hasJoined && h('p', { class: 'quiet' }, t('ask.joinedWhy')),
    h('p', null, t('ask.number')),
    h('p', { class: 'receipt-number' }, receipt.number),
    h(
      'div',
      { class: 'card keep' },
      h('strong', null, t('ask.keepLink')),
      h('p', { class: 'quiet' }, t('ask.keepWhy')),
      field,
      button,
    ),
    h('a', { class: 'button wide', href: url }, t('ask.seeTrack')),
    h('button', { type: 'button', class: 'button wide', on: { click: onBack } }, t('ask.backHome')),
  );
}
