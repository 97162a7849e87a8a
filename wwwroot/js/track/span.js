// A span of time as people say it: the largest unit and the next.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param {number} ms @param {import('../ui/i18n.js').Translate} t @returns {string} */
export function spanInWords(ms, t) {
  const minutes = Math.max(1, Math.floor(ms / MINUTE));
  if (ms < HOUR) return t('track.minutes', { minutes });
  if (ms < DAY) return t('track.hours', { hours: Math.floor(ms / HOUR) });
  const [days, hours] = [Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR)];
  return hours > 0 ? t('time.daysHours', { days, hours }) : t('time.days', { days });
}
