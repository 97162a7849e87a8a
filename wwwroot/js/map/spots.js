// Where the issues are and how they look, in columns: twenty thousand of them are six arrays, not twenty thousand objects.
import { STATUS_GROUPS } from '../contract.js';
import { mercatorX, mercatorY } from './mercator.js';

/** @typedef {import('../contract.js').StatusGroup} StatusGroup */
/** @typedef {import('./marker.js').MarkerLook} MarkerLook */
/** @typedef {ReturnType<typeof createSpots>} Spots */

/** The groups in the order of their numbers here. */
export const GROUPS = /** @type {StatusGroup[]} */ (Object.keys(STATUS_GROUPS));

/** Positions are whole numbers of this many to the unit square (2 cm): sums of them are exact, in whatever order they are added and taken away. */
export const WHOLE = 2 ** 31;

const URGENT = 1;
const OVERDUE = 2;

export function createSpots() {
  /** @type {Map<string, number>} */
  const slots = new Map();
  /** @type {(string|undefined)[]} */
  let ids = [];
  /** @type {number[]} */
  let free = [];
  let x = new Float64Array(64);
  let y = new Float64Array(64);
  let group = new Uint8Array(64);
  let flags = new Uint8Array(64);

  function grow() {
    const size = x.length * 2;
    const wide = (/** @type {Float64Array} */ old) => {
      const next = new Float64Array(size);
      next.set(old);
      return next;
    };
    const narrow = (/** @type {Uint8Array} */ old) => {
      const next = new Uint8Array(size);
      next.set(old);
      return next;
    };
    x = wide(x);
    y = wide(y);
    group = narrow(group);
    flags = narrow(flags);
  }

  return {
    get size() {
      return slots.size;
    },
    /** One more than the highest slot in use. */
    get end() {
      return ids.length;
    },
    /** @param {string} id @returns {number|undefined} */
    slotOf: (id) => slots.get(id),
    /** @param {number} slot @returns {string|undefined} Undefined: the slot is empty. */
    idOf: (slot) => ids[slot],
    /** In whole numbers of `WHOLE`. @param {number} slot */
    xOf: (slot) => x[slot] ?? 0,
    /** @param {number} slot */
    yOf: (slot) => y[slot] ?? 0,
    /** @param {number} slot @returns {number} Of `GROUPS`. */
    groupOf: (slot) => group[slot] ?? 0,
    /** @param {number} slot */
    isOverdue: (slot) => ((flags[slot] ?? 0) & OVERDUE) !== 0,
    /** @param {number} slot @returns {MarkerLook} */
    lookOf: (slot) => ({
      id: ids[slot] ?? '',
      group: GROUPS[group[slot] ?? 0] ?? 'waiting',
      urgent: ((flags[slot] ?? 0) & URGENT) !== 0,
      overdue: ((flags[slot] ?? 0) & OVERDUE) !== 0,
    }),
    /** Whether it is there, and exactly so. @param {MarkerLook & {lon: number, lat: number}} spot */
    has(spot) {
      const slot = slots.get(spot.id);
      return (
        slot !== undefined &&
        x[slot] === Math.round(mercatorX(spot.lon) * WHOLE) &&
        y[slot] === Math.round(mercatorY(spot.lat) * WHOLE) &&
        GROUPS[group[slot] ?? 0] === spot.group &&
        flags[slot] === ((spot.urgent ? URGENT : 0) | (spot.overdue ? OVERDUE : 0))
      );
    },
    ids: () => slots.keys(),
    /** @param {MarkerLook & {lon: number, lat: number}} spot @returns {number} Its slot. */
    put(spot) {
      let slot = slots.get(spot.id);
      if (slot === undefined) {
        slot = free.pop() ?? ids.length;
        if (slot >= x.length) grow();
        slots.set(spot.id, slot);
        ids[slot] = spot.id;
      }
      x[slot] = Math.round(mercatorX(spot.lon) * WHOLE);
      y[slot] = Math.round(mercatorY(spot.lat) * WHOLE);
      group[slot] = GROUPS.indexOf(spot.group);
      flags[slot] = (spot.urgent ? URGENT : 0) | (spot.overdue ? OVERDUE : 0);
      return slot;
    },
    /** @param {string} id */
    remove(id) {
      const slot = slots.get(id);
      if (slot === undefined) return;
      slots.delete(id);
      ids[slot] = undefined;
      free.push(slot);
    },
    clear() {
      slots.clear();
      ids = [];
      free = [];
    },
  };
}
