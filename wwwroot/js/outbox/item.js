// What the outbox keeps: a report and each of its parts as items of their own. One report with its parts is a parcel.

/** @typedef {import('../contract.js').Problem} Problem */
/** @typedef {'report'|'photo'|'voice'|'settle'} ItemKind */
/** @typedef {{id: string, number: string, areaCode: string|null, dueAt: string|null}} Receipt What the server made of the report. */
/**
 * @typedef {object} Item
 * @property {string} id Made on the phone, and the server's id of the thing: sent twice, it arrives once.
 * @property {string} parcel
 * @property {string} account The user name; nobody else's session may send it.
 * @property {ItemKind} kind
 * @property {number} at Milliseconds since the epoch, when it was kept.
 * @property {number} position Within its parcel.
 * @property {'waiting'|'refused'|'done'} state
 * @property {Problem|null} problem Why the server refused it.
 * @property {Record<string, unknown>} [body] Of a report, with its id.
 * @property {string} [photoKind]
 * @property {{answer: string, key: string}} [settle]
 * @property {Receipt} [receipt] Of a report that is done.
 * @property {number} [doneAt]
 */
/** @typedef {{id: string, blob: Blob}} KeptFile */
/** @typedef {{id: string, report: Item, items: Item[]}} Parcel In the order in which they are sent. */
/** @typedef {'network'|'busy'|'signIn'|'otherAccount'} Trouble What holds up everything. */
/** @typedef {{name: 'done'|'refused'|'sending'|'queued'|Trouble, n: number, total: number, refused: Item[]}} ParcelState `n` of `total` is on its way. */
/**
 * @typedef {object} Filled A form that was filled in.
 * @property {Record<string, unknown>} body Of the report, without its id.
 * @property {readonly {id: string, kind: string, blob: Blob}[]} shots
 * @property {{id: string, blob: Blob}|null} take
 * @property {{answer: string}|null} settle Done already, there and then.
 */

/** @param {Item} item */
export const isUnsent = (item) => item.state !== 'done';

/**
 * @param {Filled} filled
 * @param {{account: string, at: number, uuid: () => string}} by
 * @returns {{items: Item[], files: KeptFile[]}}
 */
export function itemsOf({ body, shots, take, settle }, { account, at, uuid }) {
  const parcel = uuid();
  /** @type {Item[]} */
  const items = [];
  /** @param {string} id @param {ItemKind} kind @param {Partial<Item>} more */
  const add = (id, kind, more) =>
    items.push({ id, parcel, account, kind, at, position: items.length, state: 'waiting', problem: null, ...more });
  add(parcel, 'report', { body: { id: parcel, ...body } });
  for (const shot of shots) add(shot.id, 'photo', { photoKind: shot.kind });
  if (take) add(take.id, 'voice', {});
  if (settle) {
    const key = uuid();
    add(key, 'settle', { settle: { answer: settle.answer, key } });
  }
  const files = [...shots, ...(take ? [take] : [])].map(({ id, blob }) => ({ id, blob }));
  return { items, files };
}

/** The oldest first. @param {Item[]} items @returns {Parcel[]} */
export function parcelsOf(items) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map();
  for (const item of items) groups.set(item.parcel, [...(groups.get(item.parcel) ?? []), item]);
  return [...groups]
    .flatMap(([id, group]) => {
      const sorted = group.sort((a, b) => a.position - b.position);
      const report = sorted.find(({ kind }) => kind === 'report');
      return report ? [{ id, report, items: sorted }] : [];
    })
    .sort((a, b) => a.report.at - b.report.at);
}

/**
 * What may be sent now: the report, then its photos and its voice note, and the settling when nothing is before it any more.
 * @param {Parcel} parcel
 * @param {(item: Item) => boolean} mayTry
 * @returns {Item|null}
 */
export function nextIn({ report, items }, mayTry) {
  if (report.state !== 'done') return report.state === 'waiting' && mayTry(report) ? report : null;
  const evidence = items.filter(({ kind }) => kind === 'photo' || kind === 'voice');
  const next = evidence.find((item) => item.state === 'waiting' && mayTry(item));
  if (next) return next;
  // A refused photo of before stands in nobody's way; without the one of after nothing is settled.
  const isHeld = evidence.some(
    ({ state, photoKind }) => state === 'waiting' || (state === 'refused' && photoKind === 'after'),
  );
  const settle = items.find(({ kind }) => kind === 'settle');
  return !isHeld && settle?.state === 'waiting' && mayTry(settle) ? settle : null;
}

/**
 * @param {Parcel} parcel
 * @param {{sending: string|null, trouble: Trouble|null}} now
 * @returns {ParcelState}
 */
export function stateOf({ items }, { sending, trouble }) {
  const total = items.length;
  const done = items.filter(({ state }) => state === 'done').length;
  const refused = items.filter(({ state }) => state === 'refused');
  /** @param {ParcelState['name']} name */
  const state = (name) => ({ name, n: Math.min(total, done + 1), total, refused });
  if (done === total) return state('done');
  if (items.some(({ id }) => id === sending)) return state('sending');
  if (refused.length > 0) return state('refused');
  return state(trouble ?? 'queued');
}
