// Keeps the screen on during a patrol, where the browser can: a dark screen hides the page, and then nothing is recorded.

export function createWakeLock() {
  /** @type {WakeLockSentinel|null} */
  let lock = null;
  let isWanted = false;

  return {
    async hold() {
      isWanted = true;
      if (lock && !lock.released) return;
      try {
        lock = (await navigator.wakeLock?.request('screen')) ?? null;
        if (!isWanted) this.release();
      } catch {
        // Refused with a low battery, or the page is hidden just now: the patrol goes on without.
        lock = null;
      }
    },
    release() {
      isWanted = false;
      void lock?.release();
      lock = null;
    },
  };
}
