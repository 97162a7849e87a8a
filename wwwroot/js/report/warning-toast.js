// What the watch says of a task of one's own while the page is open. What it said while the phone was away stands in the messages.
import { isTask } from './duties.js';

/** Older warnings are no news. */
const NEWS_MS = 120_000;
const STAYS_MS = 15_000;

/**
 * @param {import('../ui/app.js').App} app
 * @param {object} options
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('../ui/toast.js').Toasts} options.toasts
 * @param {(id: string) => void} options.onOpen
 * @returns {(change: import('../contract.js').Change) => void}
 */
export function createWarningToast({ t, session, clock, nameOf }, { reference, toasts, onOpen }) {
  const openedAt = clock.now();
  return ({ kind, at, data: { issue, warning } }) => {
    if (kind !== 'issue.warned' || !issue || !isTask(issue, session)) return;
    // What the stream catches up with was said before: to the page that was open then, or to nobody.
    if (clock.now() - Date.parse(at) > NEWS_MS || Date.parse(at) < openedAt) return;
    const name = nameOf(reference().categories.get(issue.category)) || issue.category;
    const toast = toasts.show(t(warning?.overdue ? 'messages.toldOver' : 'messages.toldSoon', { name }), {
      tone: 'bad',
      stays: STAYS_MS,
      action: {
        label: t('messages.see'),
        run: () => {
          toast.remove();
          onOpen(issue.id);
        },
      },
    });
  };
}
