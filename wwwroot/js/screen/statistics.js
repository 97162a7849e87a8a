// The figures: asked again when changes arrive, at most every few seconds, and at least once a minute so that midnight
// and the passing of due times are noticed.

/** @typedef {import('../contract.js').Statistics} Statistics */

const LEAST_MS = 4_000;
const MOST_MS = 60_000;
const DAY_MS = 86_400_000;

/** Seven days with today. @param {number} now @param {import('../ui/format.js').Format} format @returns {{from: string, to: string}} */
export function weekOf(now, format) {
  const start = format.dayStart(now);
  return { from: new Date(start - 6 * DAY_MS).toISOString(), to: new Date(start + DAY_MS).toISOString() };
}

/**
 * @param {import('../ui/app.js').App} app
 * @param {string|null} area
 * @param {{onToday: (today: Statistics) => void, onCategories: (week: Statistics) => void, onDays: (week: Statistics) => void, onTrouble: (reason: string) => void}} handlers
 */
export function createStatistics({ api, clock, format, explain }, area, handlers) {
  let last = Number.NEGATIVE_INFINITY;
  let stopped = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  async function ask() {
    clearTimeout(timer);
    last = performance.now();
    const week = { ...weekOf(clock.now(), format), area };
    const today = { ...week, from: new Date(format.dayStart(clock.now())).toISOString() };
    const [day, categories, days] = await Promise.all([
      api.statistics({ ...today, by: 'status' }),
      api.statistics({ ...week, by: 'category' }),
      api.statistics({ ...week, by: 'day' }),
    ]);
    if (stopped) return;
    if (day.value) handlers.onToday(day.value);
    if (categories.value) handlers.onCategories(categories.value);
    if (days.value) handlers.onDays(days.value);
    const problem = day.problem ?? categories.problem ?? days.problem;
    if (problem) handlers.onTrouble(explain(problem));
    timer = setTimeout(ask, problem ? LEAST_MS * 3 : MOST_MS);
  }

  return {
    /** Something changed. */
    nudge() {
      const wait = LEAST_MS - (performance.now() - last);
      clearTimeout(timer);
      timer = setTimeout(ask, Math.max(0, wait));
    },
    destroy() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
