// Reads from the server and keeps what it said; where the server cannot be reached, says what it said last. Only for reading: what is sent,
// and what is read in order to send, goes to the server alone.
import { clearShelves, forgetAccount, hasLeft, isLeaving, lastAccount } from './account.js';

/** @typedef {import('../http/api.js').Api} Api */
/** @typedef {import('../contract.js').Session} Session */
/** @typedef {Pick<import('./store.js').PhoneStore, 'get'|'put'|'keptOf'|'forget'|'forgetOthers'|'drop'|'names'>} KeptStore */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {ReturnType<typeof createReader>} Reader */

/** So long a network may take its time before the page starts with what it has. */
const PATIENCE_MS = 600;
/** Kept without a word from the server: after so long the session behind it may be anybody's guess. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/** The server cannot say: no way to it, or its database is away. @param {import('../contract.js').Problem|undefined} problem */
const isAway = (problem) => problem !== undefined && (problem.status === 0 || problem.status >= 500);

/**
 * @param {object} options
 * @param {Api} options.api
 * @param {KeptStore|null} options.store Null where this browser keeps nothing: then all is as without this module.
 * @param {() => void} options.onOther Another account is signed in than the one whose kept data is shown.
 * @param {() => number} [options.now]
 * @param {(ms: number) => Promise<void>} [options.pause]
 */
export function createReader({
  api,
  store,
  onOther,
  now = () => Date.now(),
  pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}) {
  /** @type {string|null} */
  let account = null;
  let startedFromKept = false;
  /** @type {(code: string) => string[]} */
  let areasAbove = () => [];

  /** @param {string} name @param {string|null} [of] */
  async function kept(name, of = account) {
    return of === null ? undefined : store?.get(of, name);
  }

  /** @param {string} name @param {unknown} value */
  async function keep(name, value) {
    if (account !== null) await store?.put({ account, name, at: now(), value });
  }

  /**
   * @template T
   * @param {string} name
   * @param {() => Promise<Result<T>>} ask
   * @returns {Promise<Result<T>>}
   */
  async function read(name, ask) {
    const before = await kept(name);
    const asked = ask().then(async (answer) => {
      if (!answer.problem) await keep(name, answer.value);
      return answer;
    });
    if (!before) return asked;
    // Once the start has found no network, the rest of it does not wait for one either.
    const first = await Promise.race([asked, pause(startedFromKept ? 0 : PATIENCE_MS)]);
    return first && !isAway(first.problem) ? first : { value: before.value };
  }

  /** @returns {Promise<Result<Session>>} */
  async function session() {
    const word = lastAccount();
    const name = word === undefined ? ((await store?.keptOf()) ?? null) : word;
    if (name === null) await store?.forgetOthers(null);
    if (isLeaving()) {
      const { problem } = await api.signOut();
      if (!problem || problem.status === 401) hasLeft();
    }
    const before = await kept('session', name);
    const isOld = before !== undefined && now() - before.at > LONGEST_MS;
    if (isOld && name) await store?.forget(name);
    const asked = api.session();
    const first = before && !isOld ? await Promise.race([asked, pause(PATIENCE_MS)]) : await asked;
    if (first?.value) return signedIn(first.value);
    if (first?.problem?.status === 401) await expire(name);
    if (!before || isOld || (first && !isAway(first.problem))) return first ?? asked;
    account = before.account;
    startedFromKept = true;
    void asked.then(late);
    return { value: before.value };
  }

  /** @param {Session} value @returns {Promise<Result<Session>>} */
  async function signedIn(value) {
    account = value.userName;
    await store?.forgetOthers(account);
    await keep('session', value);
    return { value };
  }

  /** The answer for which the start did not wait. A 401 is the stream's to say. @param {Result<Session>} answer */
  async function late({ value }) {
    if (!value || account === null) return;
    if (value.userName !== account) return onOther();
    await keep('session', value);
  }

  /** The server knows this session no longer: what it has shown is not for whoever holds the phone now. @param {string|null} name */
  async function expire(name = account) {
    // What was asked for before, and is answered now, is nobody's any more.
    account = null;
    forgetAccount();
    if (!name) return;
    clearShelves(name);
    await store?.forget(name);
  }

  return {
    ...api,
    session,
    settings: () => read('settings', api.settings),
    areas: () => read('areas', api.areas),
    categories: () => read('categories', api.categories),
    /** @param {string} url */
    baseMap: (url) => read('baseMap', () => api.baseMap(url)),
    /** @param {string} id */
    issue: (id) => read(`issue:${id}`, () => api.issue(id)),
    /** Without a network the chain of the nearest area above that is known. @param {import('../http/people-api.js').PlaceQuestion} place */
    async responsible(place) {
      const { area } = place;
      if (!area) return api.responsible(place);
      const answer = await read(`responsible:${area}`, () => api.responsible(place));
      if (!isAway(answer.problem)) return answer;
      for (const code of areasAbove(area)) {
        const above = await kept(`responsible:${code}`);
        if (above) return { value: above.value };
      }
      return answer;
    },
    kept,
    keep,
    expire,
    /** @param {string} prefix @returns {Promise<string[]>} */
    names: async (prefix) => (account === null ? [] : ((await store?.names(account, prefix)) ?? [])),
    /** @param {string} name */
    drop: async (name) => (account === null ? undefined : store?.drop(account, name)),
    /** The page shows what was kept, until the stream has caught up. */
    get startedFromKept() {
      return startedFromKept;
    },
    /** From now on the network is believed again. */
    trustNetwork() {
      startedFromKept = false;
    },
    /** @param {(code: string) => string[]} above The areas above one, the nearest first. */
    knowAreas(above) {
      areasAbove = above;
    },
  };
}
