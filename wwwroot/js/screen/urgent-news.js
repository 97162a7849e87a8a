// Which urgent issues are news: each once, across reconnects and reloads, and none that is old when the page comes to
// know of it.
import { isOpen } from '../contract.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {Pick<Storage, 'getItem'|'setItem'>} Shelf */

const KEY = 'screen.told';
const MOST = 300;
/** An urgent report that is older was told by somebody else long ago. */
const NEWS_MS = 5 * 60_000;

/** @param {{now: () => number, shelf?: Shelf}} options `now`: the server's. */
export function createUrgentNews({ now, shelf }) {
  const before = kept(shelf);
  const told = new Set(before);
  /** A browser that never told anything begins with what comes from now on. */
  let isFirst = before === null;
  return {
    /**
     * @param {Iterable<Issue|undefined>} issues As they are now.
     * @returns {Issue[]} Those of them that are urgent, new and were not told; they count as told from here on.
     */
    of(issues) {
      const news = [];
      for (const issue of issues) {
        if (!issue?.urgent || !isOpen(issue) || told.has(issue.id)) continue;
        if (now() - Date.parse(issue.reportedAt) > NEWS_MS) continue;
        told.add(issue.id);
        if (!isFirst) news.push(issue);
      }
      if (isFirst || news.length > 0) keep(told, shelf);
      isFirst = false;
      return news;
    },
  };
}

/** @param {Shelf|undefined} shelf @returns {string[]|null} Null where nothing was ever kept. */
function kept(shelf) {
  try {
    const list = JSON.parse((shelf ?? localStorage).getItem(KEY) ?? 'null');
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : null;
  } catch {
    // Storage may be forbidden or hold anything: a reload may then leave something untold, but tells nothing twice.
    return null;
  }
}

/** @param {Set<string>} told @param {Shelf|undefined} shelf */
function keep(told, shelf) {
  for (const id of told) {
    if (told.size <= MOST) break;
    told.delete(id);
  }
  try {
    (shelf ?? localStorage).setItem(KEY, JSON.stringify([...told]));
  } catch {
    // Storage may be forbidden: see above.
  }
}
