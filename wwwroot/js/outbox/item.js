// What the outbox keeps: whatever was decided on the phone, and each photo and voice note with it as an item of its own. What was
// decided together is a parcel.

/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').Problem} Problem */
/** @typedef {'report'|'act'|'put'|'photo'|'voice'} ItemKind */
/** @typedef {{id: string, number: string, areaCode: string|null, dueAt: string|null}} Receipt What the server made of the report. */
/**
 * @typedef {object} Seen An issue as its person saw it when they decided.
 * @property {number} version
 * @property {string|null} handler Kind and code of who has it.
 * @property {string|null} answer What it is judged by.
 */
/**
 * @typedef {object} Act A command on an issue.
 * @property {Action} action
 * @property {Record<string, unknown>} body
 * @property {string} key The same for every attempt: the server does it once.
 * @property {string} [issueId] Left out: the issue that the parcel's own report becomes.
 * @property {Seen|null} seen Null where it is sent whatever the issue has become.
 */
/**
 * @typedef {object} Item
 * @property {string} id Made on the phone, and the server's id of the thing: sent twice, it arrives once.
 * @property {string} parcel The id of its head.
 * @property {string} account The user name; nobody else's session may send it.
 * @property {ItemKind} kind
 * @property {number} at Milliseconds since the epoch, when it was kept.
 * @property {number} position Within its parcel: the order in which it leaves.
 * @property {'waiting'|'refused'|'done'} state
 * @property {Problem|null} problem Why the server refused it.
 * @property {number} [notBefore] Milliseconds since the epoch: until then it can be taken back.
 * @property {string} [title] Of a head that is no report: what is sent, in words.
 * @property {Record<string, unknown>} [body] Of a report, with its id, and of a put.
 * @property {string} [url] Of a put.
 * @property {Act} [act]
 * @property {string} [photoKind]
 * @property {Receipt} [receipt] Of a report that is done.
 * @property {number} [doneAt]
 */
/** @typedef {{id: string, blob: Blob}} KeptFile */
/** @typedef {{id: string, kind: string, blob: Blob}} Shot */
/** @typedef {{id: string, head: Item, items: Item[]}} Parcel In the order in which they are sent. */
/** @typedef {'network'|'busy'|'signIn'|'otherAccount'} Trouble What holds up everything. */
/** @typedef {{name: 'done'|'refused'|'sending'|'queued'|Trouble, n: number, total: number, refused: Item[]}} ParcelState `n` of `total` is on its way. */
/** @typedef {{account: string, at: number, uuid: () => string}} By */
/** @typedef {{items: Item[], files: KeptFile[]}} Kept */
/**
 * @typedef {object} Filled A form that was filled in.
 * @property {Record<string, unknown>} body Of the report, without its id.
 * @property {readonly Shot[]} shots
 * @property {{id: string, blob: Blob}|null} take
 * @property {{answer: string}|null} settle Done already, there and then.
 */

/** Longer than this nothing waits to be taken back: the clock was set meanwhile. */
const MOST_DELAY_MS = 60_000;

/** @param {Item} item */
export const isUnsent = (item) => item.state !== 'done';

/** The time to take it back has passed. @param {Item} item @param {number} now Milliseconds since the epoch. */
export const isRipe = ({ notBefore }, now) => !notBefore || notBefore <= now || notBefore - now > MOST_DELAY_MS;

/** @param {{handler?: import('../contract.js').Handler|null, version: number, answer?: string|null}} issue @returns {Seen} */
export const seenOf = ({ handler, version, answer }) => ({
  version,
  handler: handler ? `${handler.kind} ${handler.code ?? handler.name ?? ''}` : null,
  answer: answer ?? null,
});

/** @param {string} parcel @param {By} by */
function packer(parcel, { account, at }) {
  /** @type {Item[]} */
  const items = [];
  return {
    items,
    /** @param {string} id @param {ItemKind} kind @param {Partial<Item>} more */
    add: (id, kind, more) =>
      items.push({ id, parcel, account, kind, at, position: items.length, state: 'waiting', problem: null, ...more }),
  };
}

/** @param {Filled} filled @param {By} by @returns {Kept} */
export function reportItems({ body, shots, take, settle }, by) {
  const parcel = by.uuid();
  const { items, add } = packer(parcel, by);
  add(parcel, 'report', { body: { id: parcel, ...body } });
  for (const shot of shots) add(shot.id, 'photo', { photoKind: shot.kind });
  if (take) add(take.id, 'voice', {});
  if (settle) {
    const key = by.uuid();
    const given = settle.answer ? { answer: settle.answer } : {};
    add(key, 'act', { act: { action: 'settle', body: given, key, seen: null } });
  }
  return { items, files: [...shots, ...(take ? [take] : [])].map(({ id, blob }) => ({ id, blob })) };
}

/**
 * A command with its photos, which go first: resolve asks for the one of after.
 * @param {{issue: {id: string} & Parameters<typeof seenOf>[0], action: Action, body: Record<string, unknown>, shots: readonly Shot[], title: string, notBefore: number}} command
 * @param {By} by
 * @returns {Kept}
 */
export function actItems({ issue, action, body, shots, title, notBefore }, by) {
  const key = by.uuid();
  const { items, add } = packer(key, by);
  for (const shot of shots) add(shot.id, 'photo', { photoKind: shot.kind, notBefore });
  add(key, 'act', { title, notBefore, act: { action, body, key, issueId: issue.id, seen: seenOf(issue) } });
  return { items, files: shots.map(({ id, blob }) => ({ id, blob })) };
}

/** @param {{url: string, body: Record<string, unknown>, title: string}} put @param {By} by @returns {Kept} */
export function putItems({ url, body, title }, by) {
  const id = by.uuid();
  const { items, add } = packer(id, by);
  add(id, 'put', { url, body, title });
  return { items, files: [] };
}

/** @typedef {{at: number, files: readonly string[], form: {words: string, category: string|null}}} Begun A draft, `at` when it last changed. */

/** Known by its files, and where it has none by its words. @param {Begun} draft @param {Parcel} parcel The report that it became. */
export const isOf = ({ at, files, form }, { head, items }) =>
  files.length > 0
    ? items.some(({ id }) => files.includes(id))
    : head.at >= at && head.body?.category === form.category && (head.body?.description ?? '') === form.words.trim();

/** The oldest first. @param {Item[]} items @returns {Parcel[]} */
export function parcelsOf(items) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map();
  for (const item of items) groups.set(item.parcel, [...(groups.get(item.parcel) ?? []), item]);
  return [...groups]
    .flatMap(([id, group]) => {
      const sorted = group.sort((a, b) => a.position - b.position);
      const head = sorted.find((item) => item.id === id);
      return head ? [{ id, head, items: sorted }] : [];
    })
    .sort((a, b) => a.head.at - b.head.at);
}

/** The issue that a parcel's photos and commands are about. @param {Parcel} parcel @returns {string} */
export const issueIn = ({ id, head }) => head.act?.issueId ?? head.receipt?.id ?? id;

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** About what a parcel is: parcels about the same keep their order. A patrol's positions do not leave before its start. @param {Parcel} parcel @returns {string} */
export const subjectOf = (parcel) =>
  parcel.head.kind === 'put' ? (parcel.head.url?.match(UUID)?.[0] ?? parcel.id) : issueIn(parcel);

/** @param {Item} before @param {Item} item */
function holdsUp(before, item) {
  if (before.state === 'done') return false;
  if (before.kind === 'report') return true;
  // A refused photo of before stands in nobody's way; without the one of after nothing is settled.
  return item.kind === 'act' && (before.state === 'waiting' || before.photoKind === 'after');
}

/**
 * What may be sent now: the report, then its photos and its voice note, and a command when nothing is before it any more.
 * @param {Parcel} parcel
 * @param {(item: Item) => boolean} mayTry
 * @returns {Item|null}
 */
export const nextIn = ({ items }, mayTry) =>
  items.find(
    (item, at) =>
      item.state === 'waiting' && mayTry(item) && !items.slice(0, at).some((before) => holdsUp(before, item)),
  ) ?? null;

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
