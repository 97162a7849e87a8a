// Builders: tests state only what matters to them.

/** @typedef {import('../../wwwroot/js/contract.js').Issue} Issue */
/** @typedef {import('../../wwwroot/js/contract.js').Change} Change */
/** @typedef {import('../../wwwroot/js/contract.js').Snapshot} Snapshot */

export const T0 = Date.parse('2026-11-21T06:00:00Z');
/** @param {number} minutes @returns {string} */
export const time = (minutes) => new Date(T0 + minutes * 60_000).toISOString();
/** @param {number} seq @param {string} [epoch] */
export const cursor = (seq, epoch = 'log-1') => `${epoch}:${seq}`;

/** @param {Partial<Issue>} [parts] @returns {Issue} */
export function issue(parts = {}) {
  return {
    id: 'a',
    number: '20261121520329000001',
    version: 1,
    category: 'litter',
    status: 'reported',
    urgent: false,
    location: { lon: 106.9, lat: 27.7 },
    reportedAt: time(0),
    ...parts,
  };
}

/** @param {number} seq @param {Issue} of @param {string} [kind] @returns {Change} */
export function change(seq, of, kind = 'issue.reported') {
  return {
    seq,
    at: time(seq),
    kind,
    areaCode: of.areaCode ?? null,
    data: { id: of.id, version: of.version, issue: of },
  };
}

/** @param {Partial<Snapshot>} [parts] @returns {Snapshot} */
export function snapshot(parts = {}) {
  return { cursor: cursor(0), serverTime: time(0), mode: 'normal', issues: [], recent: [], ...parts };
}

/** A small seeded generator, so that a failing interleaving can be repeated. @param {number} seed */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
