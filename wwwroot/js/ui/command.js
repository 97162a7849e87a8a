// A command leaves five seconds after it was given, unless it is taken back. What it changes arrives by the stream:
// nothing here paints anything but words.
import { uuid } from './uuid.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').Problem} Problem */
/** @typedef {ReturnType<typeof createCommands>} Commands */
/** @typedef {{id: string, number: string, version: number}} BatchIssue */

const UNDO_SECONDS = 5;
/** How often a command follows an issue whose version moves for reasons of its own. */
const MOST_FOLLOWED = 3;
/** So many refusals are told one by one. */
const MOST_TOLD = 4;

/**
 * @param {Pick<App, 'api'|'t'|'explain'>} app
 * @param {import('./toast.js').Toasts} toasts
 */
export function createCommands({ api, t, explain }, toasts) {
  /** @type {Set<{stop: () => void, undo: () => void}>} */
  const pending = new Set();

  /**
   * The issue's version now, where all that happened since left its status and its handler as they were seen: a warning,
   * a comment, a photo. Null where somebody else has moved it.
   * @param {{id: string, version: number}} issue
   */
  async function laterVersion({ id, version }) {
    const { value } = await api.issue(id);
    const seen = value?.history.find((entry) => entry.version === version);
    const since = value?.history.filter((entry) => entry.version > version) ?? [];
    const same = seen && since.every(({ status, handler }) => status === seen.status && handler === seen.handler);
    return value && same ? value.version : null;
  }

  /**
   * @param {{id: string, version: number}} issue The version that was looked at: what changed since then refuses.
   * @param {Action} action
   * @param {Record<string, unknown>} body
   * @param {string} key The same throughout: the server does it once, whatever was lost between us.
   * @returns {Promise<Problem|null>}
   */
  async function deliver(issue, action, body, key) {
    let { version } = issue;
    for (let followed = 0; ; followed++) {
      const { problem } = await api.act({ id: issue.id, version }, action, body, key);
      if (problem?.code !== 'issue.version_stale' || followed >= MOST_FOLLOWED) return problem ?? null;
      const later = await laterVersion({ id: issue.id, version });
      if (later === null) return problem;
      version = later;
    }
  }

  /**
   * @param {{id: string, version: number}} issue
   * @param {Action} action
   * @param {Record<string, unknown>} body
   * @param {string} key
   */
  async function send(issue, action, body, key) {
    const name = t(`action.${action}`);
    const problem = await deliver(issue, action, body, key);
    if (!problem) {
      toasts.show(t('command.done', { action: name }), { tone: 'good' });
      return true;
    }
    const retry = problem.status === 0 || problem.status >= 500;
    const toast = toasts.show(t('command.failed', { action: name, reason: explain(problem) }), {
      tone: 'bad',
      stays: retry ? 0 : 12_000,
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

  /**
   * Five seconds in which it can be taken back.
   * @param {string} name What is going to happen.
   * @returns {Promise<boolean>} False when taken back.
   */
  function waitForUndo(name) {
    return new Promise((resolve) => {
      let seconds = UNDO_SECONDS;
      const words = () => t('command.pending', { seconds, action: name });
      const stop = () => {
        clearInterval(timer);
        pending.delete(entry);
        toast.remove();
      };
      const toast = toasts.show(words(), {
        stays: 0,
        action: {
          label: t('app.undo'),
          run: undo,
        },
      });
      function undo() {
        stop();
        toasts.show(t('command.undone'));
        resolve(false);
      }
      const entry = { stop, undo };
      const timer = setInterval(() => {
        seconds--;
        if (seconds > 0) return toast.say(words());
        stop();
        resolve(true);
      }, 1_000);
      pending.add(entry);
    });
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
    async run(issue, action, body = {}) {
      const key = uuid();
      return (await waitForUndo(t(`action.${action}`))) && send(issue, action, body, key);
    },
    /**
     * One command for many issues, one after the other, each with a key of its own; the five seconds are for all of them.
     * @param {BatchIssue[]} issues
     * @param {Action} action
     * @param {Record<string, unknown>} body
     * @returns {Promise<BatchIssue[]|null>} Those that refused; null when all was taken back.
     */
    async runAll(issues, action, body) {
      const name = t(`action.${action}`);
      const all = issues.length;
      if (!(await waitForUndo(t('command.many', { action: name, n: all })))) return null;
      const progress = toasts.show(t('command.progress', { action: name, n: 0, all }), { stays: 0 });
      /** @type {{issue: BatchIssue, problem: Problem}[]} */
      const refused = [];
      for (const [at, issue] of issues.entries()) {
        const problem = await deliver(issue, action, body, uuid());
        if (problem) refused.push({ issue, problem });
        progress.say(t('command.progress', { action: name, n: at + 1, all }));
      }
      progress.remove();
      const done = all - refused.length;
      if (done > 0) toasts.show(t('command.doneMany', { action: name, n: done }), { tone: 'good' });
      for (const { issue, problem } of refused.slice(0, MOST_TOLD)) {
        const words = t('command.refusedOne', { number: issue.number, reason: explain(problem) });
        toasts.show(words, { tone: 'bad', stays: 12_000 });
      }
      if (refused.length > MOST_TOLD)
        toasts.show(t('command.refusedMore', { n: refused.length - MOST_TOLD }), { tone: 'bad', stays: 12_000 });
      return refused.map(({ issue }) => issue);
    },
    /** Takes back what was given last and has not left yet. */
    undoLast: () => [...pending].at(-1)?.undo(),
    destroy() {
      for (const { stop } of pending) stop();
    },
  };
}
