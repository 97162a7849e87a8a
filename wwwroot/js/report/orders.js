// Commands from the phone. Each lies in the outbox before anything else happens, can be taken back for five seconds, and leaves by
// itself; what it changes arrives by the stream.

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../outbox/item.js').Shot} Shot */
/** @typedef {import('../outbox/outbox.js').Shown} Shown */
/** @typedef {ReturnType<typeof createOrders>} Orders */

const UNDO_MS = 5_000;

/**
 * @param {import('../ui/app.js').App} app
 * @param {object} options
 * @param {import('../outbox/outbox.js').Outbox} options.outbox
 * @param {import('../ui/toast.js').Toasts} options.toasts
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => void} options.onTrouble To where what was refused is dealt with.
 */
export function createOrders({ t, nameOf }, { outbox, toasts, reference, onTrouble }) {
  /** What this page has ordered and has not told the end of. @type {Map<string, string>} */
  const told = new Map();

  /** @param {string} id */
  function takeBack(id) {
    const shown = outbox.view.parcels.find((parcel) => parcel.id === id);
    if (shown?.state.name === 'done' || shown?.state.name === 'sending') return;
    told.delete(id);
    void outbox.remove(shown?.items.map((item) => item.id) ?? []).then(() => toasts.show(t('command.undone')));
  }

  return {
    /**
     * @param {Issue} issue As its person sees it.
     * @param {Action} action
     * @param {Record<string, unknown>} [body]
     * @param {readonly Shot[]} [shots] Sent ahead of it.
     * @returns {Promise<boolean>} False where the phone cannot keep it.
     */
    async run(issue, action, body = {}, shots = []) {
      const name = t(`action.${action}`);
      const category = nameOf(reference().categories.get(issue.category)) || issue.category;
      const notBefore = Date.now() + UNDO_MS;
      try {
        const id = await outbox.act({ issue, action, body, shots, title: `${name} · ${category}`, notBefore });
        told.set(id, name);
        const toast = toasts.show(t('orders.kept', { action: name }), {
          stays: UNDO_MS,
          action: {
            label: t('app.undo'),
            run() {
              toast.remove();
              takeBack(id);
            },
          },
        });
        return true;
      } catch (fault) {
        const isFull = fault instanceof DOMException && fault.name === 'QuotaExceededError';
        toasts.show(t(isFull ? 'orders.full' : 'orders.notKept', { action: name, reason: String(fault) }), {
          tone: 'bad',
          stays: 12_000,
        });
        return false;
      }
    },
    /** Commands on an issue that are on their way, in their order; what was refused is not. @param {string} issueId @returns {Shown[]} */
    pending: (issueId) => (outbox.view.acts.get(issueId) ?? []).filter(({ state }) => state.name !== 'refused'),
    /** Tells the end of what was ordered here. @param {import('../outbox/outbox.js').View} view */
    tell({ parcels }) {
      for (const { id, state } of parcels) {
        const action = told.get(id);
        if (!action || (state.name !== 'done' && state.name !== 'refused')) continue;
        told.delete(id);
        if (state.name === 'done') toasts.show(t('command.done', { action }), { tone: 'good' });
        else {
          const look = { label: t('orders.look'), run: onTrouble };
          toasts.show(t('orders.refused', { action }), { tone: 'bad', stays: 12_000, action: look });
        }
      }
    },
  };
}
