// What is in the form of this tab, kept as it changes. A draft belongs to an account and to one tab: whoever starts takes up the newest that
// no other tab has.
import { uuid } from '../ui/uuid.js';

/**
 * @typedef {object} Form What a form holds, photos and voice by their ids.
 * @property {string|null} category
 * @property {string} words
 * @property {string|null} capturedAt
 * @property {any} place As the place picker has it.
 * @property {{id: string, kind: string}[]} shots
 * @property {{id: string, seconds: number}|null} take
 * @property {{isOn: boolean, answer: string}} settle
 */
/** @typedef {{id: string, account: string, at: number, form: Form, files: string[]}} Draft */
/** @typedef {{form: Form, files: readonly {id: string, blob: Blob}[]}} Written */
/** @typedef {ReturnType<typeof createDrafts>} Drafts */

/**
 * @param {object} options
 * @param {Pick<import('./store.js').PhoneStore, 'drafts'|'draftFiles'|'putDraft'|'dropDraft'>|null} options.store
 * @param {string} options.account
 * @param {LockManager|undefined} options.locks Without them (plain http) the newest draft is this tab's.
 * @param {(fault: unknown) => void} options.onFault The form is not kept: the person goes on all the same.
 */
export function createDrafts({ store, account, locks, onFault }) {
  let id = uuid();
  /** @type {Set<string>} Files that the store has. */
  let known = new Set();
  /** @type {(() => Written|null)|null} */
  let waiting = null;
  /** @type {Promise<void>|null} */
  let writing = null;

  /** Held as long as this tab lives. @param {string} draft @returns {Promise<boolean>} False where another tab has it. */
  function hold(draft) {
    if (!locks) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      locks
        .request(`draft ${draft}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock ? new Promise(() => {}) : undefined;
        })
        .catch(reject);
    });
  }

  /** @param {() => Written|null} read */
  async function write(read) {
    const written = read();
    if (!written) {
      known = new Set();
      return store?.dropDraft(id);
    }
    const fresh = written.files.filter((file) => !known.has(file.id));
    // As bytes: some browsers lose blobs that lie in a database.
    const bytes = await Promise.all(
      fresh.map(async ({ id: file, blob }) => ({
        id: file,
        draft: id,
        type: blob.type,
        bytes: await blob.arrayBuffer(),
      })),
    );
    const files = written.files.map((file) => file.id);
    await store?.putDraft({ id, account, at: Date.now(), form: written.form, files }, bytes);
    known = new Set(files);
  }

  async function run() {
    while (waiting) {
      const next = waiting;
      waiting = null;
      await write(next).catch(onFault);
    }
    writing = null;
  }

  return {
    /**
     * The draft that this tab takes up; null where there is none.
     * @param {(draft: Draft) => boolean} isSent It has become a report already, and only this was not yet written.
     * @returns {Promise<{at: number, form: Form, blobs: Map<string, Blob>}|null>}
     */
    async take(isSent) {
      for (const draft of (await store?.drafts(account)) ?? []) {
        if (!(await hold(draft.id))) continue;
        if (isSent(draft)) {
          await store?.dropDraft(draft.id);
          continue;
        }
        id = draft.id;
        const files = (await store?.draftFiles(id)) ?? [];
        known = new Set(files.map((file) => file.id));
        return {
          at: draft.at,
          form: draft.form,
          blobs: new Map(files.map((file) => [file.id, new Blob([file.bytes], { type: file.type })])),
        };
      }
      await hold(id);
      return null;
    },
    /** The form has changed. @param {() => Written|null} read Asked when the one before is written; null: there is nothing in it. */
    save(read) {
      if (!store) return;
      waiting = read;
      writing ??= run();
    },
    /** Thrown away, and those of other tabs with it. */
    async clear() {
      waiting = null;
      await writing;
      for (const draft of (await store?.drafts(account)) ?? []) await store?.dropDraft(draft.id);
    },
    /** All of it is written. @returns {Promise<void>} */
    flush: () => writing ?? Promise.resolve(),
  };
}
