// A cursor is `epoch:seq`. The epoch is the log's identity; only within one epoch can two cursors be compared.

/** @typedef {{epoch: string, seq: number}} Position */

/** @param {string} cursor @returns {Position} */
export function parseCursor(cursor) {
  const colon = cursor.lastIndexOf(':');
  const seq = Number(cursor.slice(colon + 1));
  if (colon < 1 || !Number.isSafeInteger(seq) || seq < 0) throw new TypeError(`not a cursor: ${cursor}`);
  return { epoch: cursor.slice(0, colon), seq };
}

/**
 * Negative when `a` lies before `b`; NaN when they belong to different epochs, so that every comparison with it is false.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
export function compareCursors(a, b) {
  const left = parseCursor(a);
  const right = parseCursor(b);
  return left.epoch === right.epoch ? left.seq - right.seq : Number.NaN;
}

/**
 * What a client at `cursor` does with a batch that covers (from, to].
 * @param {string} cursor
 * @param {{from: string, to: string}} batch
 * @returns {'drop'|'apply'|'fetch'|'restart'} `fetch`: something lies between; `restart`: the log is another one.
 */
export function judgeBatch(cursor, batch) {
  const end = compareCursors(batch.to, cursor);
  if (Number.isNaN(end)) return 'restart';
  if (end <= 0) return 'drop';
  return compareCursors(batch.from, cursor) > 0 ? 'fetch' : 'apply';
}
