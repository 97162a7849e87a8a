// Clusters at one zoom: cells like bricks, each with its sums, so that one issue more or less costs one cell. Pure.
import { WHOLE } from './spots.js';

/** @typedef {import('./spots.js').Spots} Spots */
/** @typedef {import('./outline.js').Box} Box */
/** @typedef {{row: number, column: number, count: number, x: number, y: number, slots: number, groups: number[], overdue: number, near: Cell[]|null}} Cell Sums, `slots` among them: of a lone issue it is the slot. `near`: neighbours that stand too near, null until asked for. */
/** @typedef {Omit<Cell, 'near'> & {key: number}} Heap What is painted as one: a cell with those neighbours that gave way to it. */
/** @typedef {ReturnType<typeof createClusterLevel>} ClusterLevel */

/** Two neighbours whose middles are nearer than this part of a cell become one: circles do not cover each other. */
const APART = 0.9;
/** Cells of a row; a row's number times this plus the column is a cell's key. */
const ROW = 2 ** 22;

/**
 * @param {Spots} spots
 * @param {number} size Of a cell, as a part of the unit square.
 */
export function createClusterLevel(spots, size) {
  const width = size * WHOLE;
  // Rows of bricks stand closer than bricks are wide, as the middles of packed circles do.
  const height = width * 0.866;
  const near = (APART * width) ** 2;
  /** @type {Map<number, Cell>} */
  const cells = new Map();

  /** @param {number} y */
  const rowOf = (y) => Math.floor(y / height);
  /** @param {number} x @param {number} row Every other row stands half a brick further: column 0 may begin left of the square. */
  const columnOf = (x, row) => Math.floor(x / width + (row & 1 ? 0.5 : 0));

  /** @param {number} slot @param {number} step 1 or −1. */
  function count(slot, step) {
    const x = spots.xOf(slot);
    const y = spots.yOf(slot);
    const row = rowOf(y);
    const column = columnOf(x, row);
    const key = row * ROW + column;
    let cell = cells.get(key);
    if (!cell) {
      cell = { row, column, count: 0, x: 0, y: 0, slots: 0, groups: [0, 0, 0, 0, 0], overdue: 0, near: null };
      cells.set(key, cell);
    }
    const group = spots.groupOf(slot);
    cell.count += step;
    cell.x += step * x;
    cell.y += step * y;
    cell.slots += step * slot;
    cell.groups[group] = (cell.groups[group] ?? 0) + step;
    if (spots.isOverdue(slot)) cell.overdue += step;
    if (cell.count === 0) cells.delete(key);
    // Its middle has moved: neighbours ask anew who stands near.
    cell.near = null;
    for (let r = row - 1; r <= row + 1; r++)
      for (let c = column - 1; c <= column + 1; c++) {
        const other = cells.get(r * ROW + c);
        if (other) other.near = null;
      }
  }

  /** Whether `a` stays where `b` gives way. @param {Cell} a @param {Cell} b */
  const outranks = (a, b) =>
    a.count !== b.count ? a.count > b.count : a.row !== b.row ? a.row < b.row : a.column < b.column;

  /** Neighbours that stand too near. @param {Cell} cell */
  function crowding(cell) {
    cell.near ??= crowdingNow(cell);
    return cell.near;
  }

  /** @param {Cell} cell */
  function crowdingNow(cell) {
    const x = cell.x / cell.count;
    const y = cell.y / cell.count;
    const found = [];
    for (let row = cell.row - 1; row <= cell.row + 1; row++)
      for (let column = cell.column - 1; column <= cell.column + 1; column++) {
        const other = cells.get(row * ROW + column);
        if (!other || other === cell) continue;
        const dx = other.x / other.count - x;
        const dy = other.y / other.count - y;
        if (dx * dx + dy * dy < near) found.push(other);
      }
    return found;
  }

  /** @param {Cell} cell @returns {Cell|null} The neighbour it becomes a part of, if any: of those that give way to none. */
  function hostOf(cell) {
    let best = null;
    for (const other of crowding(cell)) {
      if (!outranks(other, cell) || (best && outranks(best, other))) continue;
      if (crowding(other).every((third) => outranks(other, third))) best = other;
    }
    return best;
  }

  /** @param {Cell} cell @returns {Heap} */
  function heapOf(cell) {
    const { row, column, count, x, y, slots, groups, overdue } = cell;
    const heap = { row, column, count, x, y, slots, groups, overdue, key: row * ROW + column };
    const guests = crowding(cell);
    if (guests.length > 0) heap.groups = groups.slice();
    for (const other of guests) {
      if (!outranks(cell, other) || hostOf(other) !== cell) continue;
      heap.count += other.count;
      heap.x += other.x;
      heap.y += other.y;
      heap.slots += other.slots;
      heap.overdue += other.overdue;
      other.groups.forEach((n, i) => {
        heap.groups[i] = (heap.groups[i] ?? 0) + n;
      });
    }
    return heap;
  }

  for (let slot = 0; slot < spots.end; slot++) if (spots.idOf(slot) !== undefined) count(slot, 1);

  return {
    /** @param {number} slot */
    add: (slot) => count(slot, 1),
    /** Before the slot is changed or emptied. @param {number} slot */
    remove: (slot) => count(slot, -1),
    /**
     * What is painted of a part of the unit square, and somewhat around it: whatever the part, a heap is the same.
     * @param {Box} box
     * @returns {Heap[]}
     */
    within({ minX, minY, maxX, maxY }) {
      const top = rowOf(minY * WHOLE) - 1;
      const bottom = rowOf(maxY * WHOLE) + 1;
      const left = columnOf(minX * WHOLE, 0) - 1;
      const right = columnOf(maxX * WHOLE, 1) + 1;
      const heaps = [];
      for (const cell of cells.size < (bottom - top + 1) * (right - left + 1) ? cells.values() : range()) {
        if (cell.row < top || cell.row > bottom || cell.column < left || cell.column > right) continue;
        if (!hostOf(cell)) heaps.push(heapOf(cell));
      }
      return heaps;

      /** @returns {Generator<Cell>} */
      function* range() {
        for (let row = top; row <= bottom; row++)
          for (let column = left; column <= right; column++) {
            const cell = cells.get(row * ROW + column);
            if (cell) yield cell;
          }
      }
    },
    /** The slots of a heap. @param {number} key */
    slotsOf(key) {
      const middle = cells.get(key);
      if (!middle || hostOf(middle)) return [];
      const parts = new Set([middle, ...crowding(middle).filter((other) => hostOf(other) === middle)]);
      const found = [];
      for (let slot = 0; slot < spots.end; slot++) {
        if (spots.idOf(slot) === undefined) continue;
        const row = rowOf(spots.yOf(slot));
        const cell = cells.get(row * ROW + columnOf(spots.xOf(slot), row));
        if (cell && parts.has(cell)) found.push(slot);
      }
      return found;
    },
  };
}
