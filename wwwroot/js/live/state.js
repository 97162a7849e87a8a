// The one reducer: first load, live batches, the catch-up after a cut and later the replay all go through it.
import { isOpen } from '../contract.js';
import { compareCursors, parseCursor } from './cursor.js';
import { IssueMap } from './issue-map.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Change} Change */
/** @typedef {import('../contract.js').Batch} Batch */
/** @typedef {import('../contract.js').Snapshot} Snapshot */
/** @typedef {import('../contract.js').Mode} Mode */

/** How many ended issues a snapshot carries, and therefore how many a fold may know. */
export const RECENT_LIMIT = 200;

/**
 * @typedef {object} LiveState
 * @property {string|null} area The followed area; null is the account's whole scope.
 * @property {string} cursor
 * @property {Mode} mode Of the followed area.
 * @property {IssueMap} open
 * @property {readonly Issue[]} recent The newest ended ones, endedAt descending, then id.
 * @property {boolean} needsSnapshot The fold can no longer know what a snapshot would say; see `shrink`.
 */
/**
 * @typedef {object} Step
 * @property {LiveState} state
 * @property {Set<string>} touched Ids whose drawing may have changed.
 * @property {Change[]} applied The changes that had an effect, in order.
 * @property {Set<ReferenceKind>} stale Reference data that a change declared out of date.
 */

/** @typedef {'areas'|'categories'|'people'|'facilities'|'pairings'|'notices'|'dailyTasks'|'visits'|'patrols'} ReferenceKind */

/** @type {readonly ReferenceKind[]} An area carries the names of who leads it. */
const AREAS_AND_PEOPLE = ['areas', 'people'];
/** @type {Record<string, readonly ReferenceKind[]>} */
const REFERENCE_KINDS = {
  'area.imported': AREAS_AND_PEOPLE,
  'area.changed': AREAS_AND_PEOPLE,
  'post.appointed': AREAS_AND_PEOPLE,
  'post.ended': AREAS_AND_PEOPLE,
  'post.changed': AREAS_AND_PEOPLE,
  'person.changed': AREAS_AND_PEOPLE,
  'people.imported': AREAS_AND_PEOPLE,
  'organization.changed': ['people', 'pairings'],
  'pairing.changed': ['pairings'],
  'facility.changed': ['facilities', 'people'],
  'notice.posted': ['notices'],
  'notice.withdrawn': ['notices'],
  'notice.read': ['notices'],
  'category.imported': ['categories'],
  'dailyTask.done': ['dailyTasks'],
  'visit.recorded': ['visits', 'dailyTasks'],
  'patrol.started': ['patrols'],
  'patrol.ended': ['patrols', 'dailyTasks'],
  'patrol.tracked': ['patrols'],
  'dailyTasks.imported': ['dailyTasks'],
};
/** @type {readonly ReferenceKind[]} */
const EVERY_KIND = [
  'areas',
  'categories',
  'people',
  'facilities',
  'pairings',
  'notices',
  'dailyTasks',
  'visits',
  'patrols',
];

/**
 * @param {LiveState|null} state
 * @param {Snapshot} snapshot
 * @param {string|null} area
 * @returns {Step}
 */
export function reduceSnapshot(state, snapshot, area) {
  const next = {
    area,
    cursor: snapshot.cursor,
    mode: snapshot.mode,
    open: IssueMap.of(snapshot.issues),
    recent: snapshot.recent.slice().sort(byEnd).slice(0, RECENT_LIMIT),
    needsSnapshot: false,
  };
  // What was missed before a second snapshot is not known: all of it may be out of date.
  return { state: next, touched: difference(state, next), applied: [], stale: new Set(state ? EVERY_KIND : []) };
}

/**
 * Applies what of (from, to] lies after the state's cursor. The caller has judged that nothing is missing before it.
 * @param {LiveState} state
 * @param {Batch} batch
 * @returns {Step}
 */
export function reduce(state, batch) {
  const { seq: known } = parseCursor(state.cursor);
  /** @type {Map<string, Issue|undefined>} */
  const open = new Map();
  /** @type {Step} */
  const step = { state, touched: new Set(), applied: [], stale: new Set() };
  let { mode, recent, needsSnapshot } = state;

  for (const change of batch.changes) {
    if (change.seq <= known) continue;
    if (change.kind === 'mode.switched') {
      if (change.data.own && change.data.mode) mode = change.data.mode;
      step.stale.add('areas');
      step.applied.push(change);
      continue;
    }
    const reference = REFERENCE_KINDS[change.kind];
    if (reference) {
      for (const kind of reference) step.stale.add(kind);
      step.applied.push(change);
      continue;
    }
    const { id, issue, version } = change.data;
    const removed = change.kind === 'issue.removed';
    if (!id || !(issue || removed)) continue;

    const before = (open.has(id) ? open.get(id) : state.open.get(id)) ?? recent.find((entry) => entry.id === id);
    if (before && !removed && before.version >= (version ?? 0)) continue;
    if (removed && !before) continue;

    const wasRecent = before !== undefined && !isOpen(before);
    if (wasRecent) {
      if (recent.length >= RECENT_LIMIT && (removed || (issue && isOpen(issue)))) needsSnapshot = true;
      recent = recent.filter((entry) => entry.id !== id);
    }
    if (issue && !removed && isOpen(issue)) open.set(id, issue);
    else if (before && !wasRecent) open.set(id, undefined);
    if (issue && !removed && !isOpen(issue)) recent = insert(recent, issue);

    step.touched.add(id);
    step.applied.push(change);
  }
  step.state = {
    area: state.area,
    cursor: compareCursors(batch.to, state.cursor) > 0 ? batch.to : state.cursor,
    mode,
    open: open.size > 0 ? state.open.with(open) : state.open,
    recent,
    needsSnapshot,
  };
  return step;
}

/**
 * From one state to another that did not grow out of it: from the present to a replayed past and back.
 * @param {LiveState|null} before
 * @param {LiveState} state
 * @returns {Step}
 */
export function jump(before, state) {
  return { state, touched: difference(before, state), applied: [], stale: new Set(EVERY_KIND) };
}

/** @param {LiveState|null|undefined} state @param {string} id @returns {Issue|undefined} */
export function findIssue(state, id) {
  return state?.open.get(id) ?? state?.recent.find((issue) => issue.id === id);
}

/**
 * Newest end first; equal instants by id, exactly as the server orders them.
 * @param {Issue} a
 * @param {Issue} b
 */
function byEnd(a, b) {
  const left = Date.parse(a.endedAt ?? '') || 0;
  const right = Date.parse(b.endedAt ?? '') || 0;
  return right - left || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** @param {readonly Issue[]} recent @param {Issue} issue @returns {Issue[]} */
function insert(recent, issue) {
  const at = recent.findIndex((entry) => byEnd(issue, entry) < 0);
  const list = recent.slice();
  list.splice(at < 0 ? list.length : at, 0, issue);
  return list.slice(0, RECENT_LIMIT);
}

/**
 * Ids that a page must redraw to get from one state to the other.
 * @param {LiveState|null} before
 * @param {LiveState} after
 * @returns {Set<string>}
 */
function difference(before, after) {
  /** @type {Map<string, Issue>} */
  const old = new Map();
  if (before) for (const issue of [...before.open, ...before.recent]) old.set(issue.id, issue);
  const touched = new Set();
  for (const issue of [...after.open, ...after.recent]) {
    if (old.get(issue.id)?.version !== issue.version) touched.add(issue.id);
    old.delete(issue.id);
  }
  for (const id of old.keys()) touched.add(id);
  return touched;
}
