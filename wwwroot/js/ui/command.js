// A command leaves five seconds after it was given, unless it is taken back. What it changes arrives by the stream:
// nothing here paints anything but words.
import { uuid } from './uuid.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {ReturnType<typeof createCommands>} Commands */

const UNDO_SECONDS = 5;

/**
 * @param {Pick<App, 'api'|'t'|'explain'>} app
 * @param {import('./toast.js').Toasts} toasts
 */
export function createCommands({ api, t, explain }, toasts) {
  /** @type {Set<() => void>} */
  const pending = new Set();

  /**
   * @param {{id: string, version: number}} issue The version that was looked at: what changed since then refuses.
   * @param {Action} action
   * @param {Record<string, unknown>} body
   * @param {string} key
   */
  async function send(issue, action, body, key) {
    const name = t(`action.${action}`);
    const { problem } = await api.act(issue, action, body, key);
    if (!problem) {
      toasts.show(t('command.done', { action: name }), { tone: 'good' });
      return true;
    }
    const retry = problem.status === 0 || problem.status >= 500;
    const toast = toasts.show(t('command.failed', { action: name, reason: explain(problem) }), {
      tone: 'bad',
      stays: retry ? 0 : 12_000,
      // The same key: had the first attempt arrived after all, it is still done once.
      ...(retry && {
        action: {
          label: t('app.retry'),
          run: () => {
            toast.remove();
            void send(issue, action, body, key);
          },
        },
      }),
    });
    return false;
  }

  return {
    /** At once, without the five seconds: for a form that was just filled in on a phone. */
    now: (
      /** @type {{id: string, version: number}} */ issue,
      /** @type {Action} */ action,
      /** @type {Record<string, unknown>} */ body,
    ) => send(issue, action, body, uuid()),
    /**
     * @param {{id: string, version: number}} issue
     * @param {Action} action
     * @param {Record<string, unknown>} [body]
     * @returns {Promise<boolean>} True once the server has done it; false when taken back or refused.
     */
    run(issue, action, body = {}) {
      return new Promise((resolve) => {
        const key = uuid();
        const name = t(`action.${action}`);
        let seconds = UNDO_SECONDS;
        const words = () => t('command.pending', { seconds, action: name });
        const stop = () => {
          clearInterval(timer);
          pending.delete(stop);
          toast.remove();
        };
        const toast = toasts.show(words(), {
          stays: 0,
          action: {
            label: t('app.undo'),
            run: () => {
              stop();
              toasts.show(t('command.undone'));
              resolve(false);
            },
          },
        });
        const timer = setInterval(() => {
          seconds--;
          if (seconds > 0) return toast.say(words());
          stop();
          void send(issue, action, body, key).then(resolve);
        }, 1_000);
        pending.add(stop);
      });
    },
    destroy() {
      for (const stop of pending) stop();
    },
  };
}
