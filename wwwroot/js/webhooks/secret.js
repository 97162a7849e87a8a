// The secret, once: whoever closes this without having copied it makes a new one.
import { openDialog } from '../ui/dialog.js';
import { h } from '../ui/dom.js';

/** @param {import('../ui/i18n.js').Translate} t @param {string} secret */
export function showSecret(t, secret) {
  const field = h(
    'textarea',
    { class: 'webhook-secret', readonly: true, rows: 2, 'aria-label': t('webhooks.secret') },
    secret,
  );
  const said = h('p', { class: 'quiet', role: 'status' });
  openDialog({
    title: t('webhooks.secret'),
    body: [h('p', null, t('webhooks.secretOnce')), field, said],
    cancel: t('webhooks.secretKept'),
    actions: [
      {
        label: t('webhooks.copy'),
        async run() {
          field.select();
          // Plain http has no clipboard; the text is selected for Ctrl+C then.
          if (!navigator.clipboard) {
            said.textContent = t('webhooks.selected');
            return false;
          }
          await navigator.clipboard.writeText(secret);
          said.textContent = t('webhooks.copied');
          return false;
        },
      },
    ],
  });
}
