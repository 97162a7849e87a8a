// Carries one item to the server. An answer that does not name what was sent is not the server's: the page that a café's network puts
// before every address also says 200.

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('../contract.js').Problem} Problem */
/** @typedef {import('./sender.js').Courier} Courier */

/** @type {{problem: Problem}} */
const GARBLED = { problem: { status: 0, code: 'network.garbled' } };

/** @param {Pick<import('../http/api.js').Api, 'session'|'report'|'putPhoto'|'putVoice'|'issue'|'act'>} api @returns {Courier} */
export function createCourier(api) {
  /** @param {Item} item @returns {ReturnType<Courier['carry']>} */
  async function report({ body }) {
    const { value, problem } = await api.report(body ?? {});
    if (problem) return { problem };
    if (!value?.id || value.id !== body?.id) return GARBLED;
    return {
      value: { id: value.id, number: value.number, areaCode: value.areaCode ?? null, dueAt: value.dueAt ?? null },
    };
  }

  /** @param {Promise<import('../contract.js').Result<{id: string}>>} asked @param {string} id @returns {ReturnType<Courier['carry']>} */
  async function named(asked, id) {
    const { value, problem } = await asked;
    if (problem) return { problem };
    return value?.id === id ? { value: null } : GARBLED;
  }

  /** Its photos have moved the version on, and the desk may have too. @param {Item} item @param {string} issueId */
  async function settle(item, issueId) {
    const read = await api.issue(issueId);
    if (read.problem) return read;
    if (read.value?.id !== issueId) return GARBLED;
    const answer = item.settle?.answer ? { answer: item.settle.answer } : {};
    return named(api.act(read.value, 'settle', answer, item.settle?.key ?? item.id), issueId);
  }

  return {
    async session() {
      const { value, problem } = await api.session();
      if (problem) return { problem };
      return value?.userName ? { value } : GARBLED;
    },
    async carry(item, { issueId, blob }) {
      if (item.kind === 'report') return report(item);
      if (item.kind === 'settle') return settle(item, issueId);
      if (!blob) throw new Error(`item ${item.id} has no bytes`);
      return item.kind === 'photo'
        ? named(api.putPhoto(issueId, { id: item.id, kind: item.photoKind ?? 'before', blob }), item.id)
        : named(api.putVoice(issueId, { id: item.id, blob }), item.id);
    },
  };
}
