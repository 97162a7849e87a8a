// The figures: asked again when changes arrive, at most every few seconds, and at least once a minute so that midnight
// and the passing of due times are noticed.

/** @typedef {import('../contract.js').Statistics} Statistics */

const LEAST_MS = 4_000;
const MOST_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * @param {import('../ui/app.js').App} app
 * @param {{onToday: (today: Statistics) => void, onCategories: (week: Statistics) => void, onDays: (week: Statistics) => void, onTrouble: (reason: string) => void}} handlers
 */
export function createStatistics({ api, clock, format, explain }, handlers) {
  let last = Number.NEGATIVE_INFINITY;
  let stopped = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  async function ask() {
    clearTimeout(timer);
    last = performance.now();
    const start = format.dayStart(clock.now());
    const to = new Date(start + DAY_MS).toISOString();
    const today = new Date(start).toISOString();
    const week = new Date(start - 6 * DAY_MS).toISOString();
    const [day, categories, days] = await Promise.all([
      api.statistics({ from: today, to, by: 'status' }),
      api.statistics({ from: week, to, by: 'category' }),
      api.statistics({ from: week, to, by: 'day' }),
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
