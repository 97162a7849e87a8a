// The state of what waits on the phone, in words.

/** @typedef {import('../ui/app.js').App} App */
/** @typedef {import('../outbox/item.js').Item} Item */
/** @typedef {import('../outbox/item.js').ParcelState} ParcelState */

/** @param {Pick<App, 't'>} app @param {ParcelState} state */
export const stateWords = ({ t }, { name, n, total }) => t(`outbox.state.${name}`, { n, total });

/** What was refused, and why. @param {Pick<App, 't'|'explain'>} app @param {Item} item */
export function partWords(app, { id, parcel, kind, problem }) {
  const reason = reasonOf(app, problem ?? { status: 0, code: 'network.unreachable' });
  return id === parcel ? reason : app.t(`outbox.part.${kind}`, { reason });
}

/** @param {Pick<App, 't'|'explain'>} app @param {import('../contract.js').Problem} problem */
function reasonOf({ t, explain }, problem) {
  if (problem.code === 'local.file_lost') return t('outbox.fileLost');
  if (problem.code !== 'local.issue_moved') return explain(problem);
  return t('outbox.moved', { status: t(`status.${problem.issueStatus}`) });
}
