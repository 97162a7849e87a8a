// Timers that stand still until a test moves them; promises settle in between.

export function createFakeTime() {
  let now = 0;
  let next = 1;
  /** @type {Map<number, {at: number, run: () => void}>} */
  const timers = new Map();

  async function settle() {
    for (let i = 0; i < 40; i++) await Promise.resolve();
  }

  return {
    timers: {
      set: (/** @type {() => void} */ run, /** @type {number} */ ms) => {
        timers.set(next, { at: now + ms, run });
        return next++;
      },
      clear: (/** @type {any} */ timer) => void timers.delete(timer),
    },
    now: () => now,
    settle,
    /** @param {number} ms */
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= until).sort((a, b) => a[1].at - b[1].at)[0];
        if (!due) break;
        timers.delete(due[0]);
        now = due[1].at;
        due[1].run();
        await settle();
      }
      now = until;
    },
  };
}
