// The start of a hall screen, also while its server is away: then with what was kept last, and with its age. Kept is only what a screen's
// own account may see, which is public; whoever else looks at the page leaves nothing behind.
import { createKeeper } from '../../offline/keeper.js';
import { createReader } from '../../offline/reader.js';
import { openPhoneStore } from '../../offline/store.js';
import { startApp, startWords } from '../../ui/app.js';
import { byId } from '../../ui/dom.js';
import { loadSettings } from '../settings.js';
import { keepShell } from './shell.js';

/** @param {string} what @returns {(fault: unknown) => void} */
const warn = (what) => (fault) => console.warn(`${what}:`, fault);

/** @returns {Promise<import('../../offline/reader.js').KeptStore|null>} */
async function openScreenStore() {
  const store = await openPhoneStore().catch((fault) => {
    warn('Nothing is kept on this screen')(fault);
    return null;
  });
  let isScreen = false;
  return (
    store && {
      ...store,
      async put(kept) {
        if (kept.name === 'session') isScreen = kept.value.role === 'screen';
        return isScreen ? store.put(kept) : '';
      },
    }
  );
}

export async function startScreen() {
  const words = startWords();
  const reader = createReader({ api: words.api, store: await openScreenStore(), onOther: () => location.reload() });
  const app = { ...(await startApp({ words, source: reader })), api: reader };
  const { session, clock } = app;
  const { settings, own } = await loadSettings(words.api);
  const keeper =
    session.role === 'screen'
      ? createKeeper({ reader, clock, isOwn: () => true, onFault: warn('What is shown could not be kept') })
      : null;
  const shell = session.role === 'screen' ? keepShell(() => own?.serverVersion ?? null) : null;
  // With the server at hand its own snapshot is the better beginning.
  const last = reader.startedFromKept && keeper ? await keeper.last() : null;
  if (last) clock.recall(last);
  return {
    app,
    settings,
    own,
    kept: {
      /** What the stream begins with. */
      seed: last && { snapshot: last.snapshot, isWhole: last.isWhole },
      /** @param {import('../../live/state.js').LiveState} state */
      take(state) {
        // Where in the log the page stands: compared with /api/snapshot by whoever looks for a screen that lags.
        byId('stage').dataset.cursor = state.cursor;
        keeper?.take(state);
      },
      /** The screen is signed out: nothing of what it showed stays. */
      async forget() {
        shell?.forget();
        await reader.expire();
        location.reload();
      },
      destroy() {
        keeper?.destroy();
        shell?.destroy();
      },
    },
  };
}
