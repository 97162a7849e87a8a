// The state of what waits on the phone, in words.

/** @typedef {import('../ui/app.js').App} App */
/** @typedef {import('../outbox/item.js').Item} Item */
/** @typedef {import('../outbox/item.js').ParcelState} ParcelState */

/** @param {Pick<App, 't'>} app @param {ParcelState} state */
export const stateWords = ({ t }, { name, n, total }) => t(`outbox.state.${name}`, { n, total });

/** What was refused, and why. @param {Pick<App, 't'|'explain'>} app @param {Item} item */
export function partWords({ t, explain }, { kind, problem }) {
  const reason =
    problem?.code === 'local.file_lost'
      ? t('outbox.fileLost')
      : explain(problem ?? { status: 0, code: 'network.unreachable' });
  return kind === 'report' ? reason : t(`outbox.part.${kind}`, { reason });
}
