// A persistent map id → Issue. A plain Map copied per batch would cost 20,000 entries for one change; here one change
// copies one bucket, and older states stay valid, which is what makes the reducer pure and cheap at once.

/** @typedef {import('../contract.js').Issue} Issue */

const BUCKETS = 1024;

/** @param {string} id */
function bucketOf(id) {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) | 0;
  return hash & (BUCKETS - 1);
}

export class IssueMap {
  /** @type {ReadonlyArray<ReadonlyMap<string, Issue>|undefined>} */
  #buckets;
  /** @readonly */
  size;

  /**
   * @param {ReadonlyArray<ReadonlyMap<string, Issue>|undefined>} [buckets]
   * @param {number} [size]
   */
  constructor(buckets = [], size = 0) {
    this.#buckets = buckets;
    this.size = size;
  }

  /** @param {Iterable<Issue>} issues @returns {IssueMap} */
  static of(issues) {
    /** @type {Map<string, Issue>[]} */
    const buckets = [];
    let size = 0;
    for (const issue of issues) {
      const at = bucketOf(issue.id);
      buckets[at] ??= new Map();
      if (!buckets[at].has(issue.id)) size++;
      buckets[at].set(issue.id, issue);
    }
    return new IssueMap(buckets, size);
  }

  /** @param {string} id @returns {Issue|undefined} */
  get(id) {
    return this.#buckets[bucketOf(id)]?.get(id);
  }

  /** @param {string} id @returns {boolean} */
  has(id) {
    return this.get(id) !== undefined;
  }

  /**
   * A new map with these entries; `undefined` deletes.
   * @param {Iterable<[string, Issue|undefined]>} entries
   * @returns {IssueMap}
   */
  with(entries) {
    const buckets = this.#buckets.slice();
    /** @type {Map<number, Map<string, Issue>>} */
    const fresh = new Map();
    let size = this.size;
    for (const [id, issue] of entries) {
      const at = bucketOf(id);
      let bucket = fresh.get(at);
      if (!bucket) {
        bucket = new Map(buckets[at]);
        fresh.set(at, bucket);
        buckets[at] = bucket;
      }
      const had = bucket.has(id);
      if (issue) {
        bucket.set(id, issue);
        if (!had) size++;
      } else if (bucket.delete(id)) {
        size--;
      }
    }
    return new IssueMap(buckets, size);
  }

  /** @returns {Generator<Issue, void, undefined>} */
  *values() {
    for (const bucket of this.#buckets) if (bucket) yield* bucket.values();
  }

  [Symbol.iterator]() {
    return this.values();
  }
}
