/**
 * How long a server asks to be left alone.
 * @param {string|null} header Retry-After: seconds, or a date.
 * @param {number} [now] Milliseconds since the epoch.
 * @returns {{retryAfter?: number}} Seconds; nothing where it asks for nothing.
 */
export function patience(header, now = Date.now()) {
  if (!header) return {};
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1_000;
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {};
}
