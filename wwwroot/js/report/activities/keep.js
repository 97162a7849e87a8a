// The one way by which daily tasks, visits, patrols and receipts leave the phone: the outbox keeps them until the server has them.

/** @typedef {{url: string, body: Record<string, unknown>, title: string}} Kept An idempotent PUT; the id in the url was made here. */
/** @typedef {ReturnType<typeof createKeep>} Keep */

/**
 * @param {object} options
 * @param {import('../../ui/i18n.js').Translate} options.t
 * @param {Pick<import('../../outbox/outbox.js').Outbox, 'put'>} options.outbox
 * @param {import('../../ui/toast.js').Toasts} options.toasts
 */
export function createKeep({ t, outbox, toasts }) {
  /** @param {Kept} item @returns {Promise<boolean>} False where the phone cannot keep it. */
  return async (item) => {
    try {
      await outbox.put(item);
      return true;
    } catch (fault) {
      const isFull = fault instanceof DOMException && fault.name === 'QuotaExceededError';
      toasts.show(isFull ? t('outbox.full') : t('outbox.notKept', { reason: String(fault) }), { tone: 'bad' });
      return false;
    }
  };
}
