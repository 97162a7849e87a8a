// What makes the page start and go on without a network: what was read before, what was begun, and its own version.
import { forgetAccount, lastAccount, leaveLater } from '../offline/account.js';
import { createDrafts } from '../offline/drafts.js';
import { createKeeper } from '../offline/keeper.js';
import { createReader } from '../offline/reader.js';
import { toSignIn } from '../offline/sign-in-door.js';
import { openPhoneStore } from '../offline/store.js';
import { startApp, startWords } from '../ui/app.js';
import { isTask, isToVerify } from './duties.js';

/** @typedef {Awaited<ReturnType<typeof startPhone>>} Phone */

/** @param {string} what @returns {(fault: unknown) => void} */
export const warn = (what) => (fault) => console.warn(`${what}:`, fault);

/** @param {import('../ui/toast.js').Toasts} toasts */
export async function startPhone(toasts) {
  const store = await openPhoneStore().catch((fault) => {
    warn('Nothing is kept on this phone')(fault);
    return null;
  });
  const words = startWords();
  const reader = createReader({ api: words.api, store, onOther: () => location.reload() });
  /** What is sent, and what is read in order to send. */
  const direct = await startApp({
    words,
    source: reader,
    onTrouble(reason) {
      // Nobody's data is here, and nobody can sign in yet: that page says so and waits.
      if (!lastAccount() && navigator.serviceWorker?.controller) toSignIn();
      else toasts.show(reason, { tone: 'bad' });
    },
  });
  const { session, clock, api } = direct;
  let isDraftLost = false;
  const drafts = createDrafts({
    store,
    account: session.userName,
    locks: navigator.locks,
    onFault(fault) {
      warn('The draft could not be kept')(fault);
      // Said once: every letter that is typed is another attempt.
      if (!isDraftLost) toasts.show(direct.t('draft.notKept'), { tone: 'bad', stays: 12_000 });
      isDraftLost = true;
    },
  });
  const keeper = createKeeper({
    reader,
    clock,
    isOwn: (issue) => isTask(issue, session) || isToVerify(issue, session) || issue.reportedBy === session.displayName,
    onFault: warn('What is shown could not be kept'),
  });
  const last = await keeper.last();
  if (last) clock.recall(last);

  return {
    direct,
    /** The same page with calls that answer without a network, too. */
    app: { ...direct, api: reader },
    reader,
    drafts,
    keeper,
    /** What the stream begins with. */
    seed: last && { snapshot: last.snapshot, isWhole: last.isWhole },
    /** The session has ended: what others wrote is not for whoever holds the phone. Drafts and outbox wait for their owner. */
    expire: () => reader.expire(),
    /** Out by choice: nothing of this account stays but what the outbox has not sent. */
    async leave() {
      const { problem } = await api.signOut();
      await drafts.clear();
      await reader.expire();
      if (problem && problem.status !== 401) leaveLater();
      else forgetAccount();
      toSignIn();
    },
  };
}
