// Carries one item to the server. An answer that does not name what was sent is not the server's: the page that a café's network puts
// before every address also says 200.
import { seenOf } from './item.js';

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Seen} Seen */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Problem} Problem */
/** @typedef {import('./sender.js').Courier} Courier */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @type {{problem: Problem}} */
const GARBLED = { problem: { status: 0, code: 'network.garbled' } };
/** Somebody else has it by now, or it is about another answer: its person decides again. */
const MOVED = 'local.issue_moved';

/** @param {import('../http/outbox-api.js').OutboxApi} api @returns {Courier} */
export function createCourier(api) {
  /** @param {Item} item @returns {ReturnType<Courier['carry']>} */
  async function report({ body }) {
    const { value, problem } = await api.report(body ?? {});
    if (problem) return { problem };
    if (!value?.id || value.id !== body?.id) return GARBLED;
    return {
      value: {
        receipt: { id: value.id, number: value.number, areaCode: value.areaCode ?? null, dueAt: value.dueAt ?? null },
      },
    };
  }

  /** @param {Promise<Result<{id: string}>>} asked @param {string} id @returns {ReturnType<Courier['carry']>} */
  async function named(asked, id) {
    const { value, problem } = await asked;
    if (problem) return { problem };
    return value?.id === id ? { value: {} } : GARBLED;
  }

  /** @param {string} issueId @returns {Promise<Result<Issue>>} */
  async function read(issueId) {
    const answer = await api.issue(issueId);
    return answer.problem || answer.value?.id === issueId ? answer : GARBLED;
  }

  /**
   * First as it was seen, with its key: where the server has done it already, it says so whatever the version. Then on what the
   * issue has become, where it is still the same person's and still the same answer; whether it is allowed the server says.
   * @param {import('./item.js').Act} act
   * @param {string} issueId
   * @returns {ReturnType<Courier['carry']>}
   */
  async function command({ action, body, key, seen }, issueId) {
    let version = seen?.version;
    if (version === undefined) {
      const { value, problem } = await read(issueId);
      if (problem) return { problem };
      version = value.version;
    }
    const first = await api.act({ id: issueId, version }, action, body, key);
    if (first.problem?.status !== 412) return answered(first, issueId);
    const { value: now, problem } = await read(issueId);
    if (problem) return { problem };
    if (seen && !isSame(seen, seenOf(now))) {
      return { problem: { status: 409, code: MOVED, issueStatus: now.status } };
    }
    return answered(await api.act(now, action, body, key), issueId);
  }

  /** @param {Seen} seen @param {Seen} now */
  const isSame = (seen, now) => seen.handler === now.handler && seen.answer === now.answer;

  /** @param {Result<Issue>} answer @param {string} issueId @returns {Awaited<ReturnType<Courier['carry']>>} */
  function answered({ value, problem }, issueId) {
    if (problem) return { problem };
    return value?.id === issueId ? { value: { seen: seenOf(value) } } : GARBLED;
  }

  /** What is put has no id in the answer by contract, but it is JSON and an object. @param {Item} item @returns {ReturnType<Courier['carry']>} */
  async function put({ url = '', body = {} }) {
    const { value, problem } = await api.put(url, body);
    if (problem) return { problem };
    return value && typeof value === 'object' ? { value: {} } : GARBLED;
  }

  return {
    async carry(item, { issueId, blob }) {
      if (item.kind === 'report') return report(item);
      if (item.kind === 'put') return put(item);
      if (item.act) return command(item.act, issueId);
      if (!blob) throw new Error(`item ${item.id} has no bytes`);
      return item.kind === 'photo'
        ? named(api.putPhoto(issueId, { id: item.id, kind: item.photoKind ?? 'before', blob }), item.id)
        : named(api.putVoice(issueId, { id: item.id, blob }), item.id);
    },
  };
}
