// A QR code to the residents' page of this screen's area; none where the server does not know its public address.
import { h } from '../ui/dom.js';
import { qr } from '../ui/qr.js';

/** @param {Pick<import('../ui/app.js').App, 't'|'settings'>} app @param {{code: string, name: string}|undefined} root @returns {HTMLElement[]} */
export function askCard({ t, settings: { publicUrl } }, root) {
  if (!publicUrl || !root) return [];
  const url = `${publicUrl}/ask/${encodeURIComponent(root.code)}`;
  return [
    h(
      'section',
      { class: 'card ask-card' },
      qr(url, { label: t('screen.ask') }),
      h(
        'p',
        null,
        h('strong', null, t('screen.askWho')),
        h('strong', null, t('screen.askReport')),
        h('small', null, t('screen.askNoAccount')),
      ),
    ),
  ];
}
