// Which clocks of an issue have turned amber or red: the same that the watch warns of, read from the marks frozen on the issue,
// so that a phone that was off knows them too.

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').WatchClock} WatchClock */
/** @typedef {{key: string, issue: Issue, clock: WatchClock, dueAt: number, overdue: boolean}} Warned `key`: the same for as long as it is the same warning. */

/** Statuses for which the clock of the whole case runs. @type {ReadonlySet<string>} */
const CASE_RUNS = new Set(['reported', 'accepted', 'dispatched', 'inProgress']);

/** @param {Issue} issue @param {number} now Server time in milliseconds. @returns {Warned[]} The most urgent first. */
export function warningsOf(issue, now) {
  /** @type {Warned[]} */
  const found = [];
  /** @param {WatchClock} clock @param {string|null|undefined} warnAt @param {string|null|undefined} dueAt */
  const look = (clock, warnAt, dueAt) => {
    const due = Date.parse(dueAt ?? '');
    const overdue = now > due;
    if (!overdue && !(now >= Date.parse(warnAt ?? ''))) return;
    found.push({ key: [issue.id, clock, issue.status, due, overdue].join(' '), issue, clock, dueAt: due, overdue });
  };
  look('stage', issue.warnAt, issue.dueAt);
  if (CASE_RUNS.has(issue.status)) look('case', issue.caseWarnAt, issue.caseDueAt);
  look('supervision', null, issue.supervision?.dueAt);
  return found.sort((a, b) => a.dueAt - b.dueAt);
}

/** What has been read on this phone. @param {Pick<Storage, 'getItem'|'setItem'>} storage */
export function createRead(storage) {
  const KEY = 'report.read';
  /** @type {Set<string>} */
  let read = new Set(load());

  function load() {
    try {
      const kept = JSON.parse(storage.getItem(KEY) ?? '[]');
      return Array.isArray(kept) ? kept.map(String) : [];
    } catch {
      // Forbidden storage, or not ours: everything is new.
      return [];
    }
  }

  return {
    /** @param {string} key */
    has: (key) => read.has(key),
    /** Keeps these as read and forgets all others. @param {Iterable<string>} keys */
    keep(keys) {
      read = new Set(keys);
      try {
        storage.setItem(KEY, JSON.stringify([...read]));
      } catch {
        // Read for this visit only.
      }
    },
  };
}
