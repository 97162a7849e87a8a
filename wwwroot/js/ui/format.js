// Times, spans and figures in the district's zone and the reader's language. Pure: every function is told what now is.

/** @typedef {import('./i18n.js').Lang} Lang */
/** @typedef {import('./i18n.js').Translate} Translate */
/** @typedef {ReturnType<typeof createFormat>} Format */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param {{lang: Lang, timeZone: string, t: Translate}} options */
export function createFormat({ lang, timeZone, t }) {
  const locale = lang === 'zh' ? 'zh-CN' : 'en-GB';
  /** @param {Intl.DateTimeFormatOptions} options */
  const intl = (options) => new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
  const clock = intl({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const minute = intl({ hour: '2-digit', minute: '2-digit' });
  const longDate = intl({ year: 'numeric', month: 'long', day: 'numeric' });
  const weekday = intl({ weekday: 'long' });
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

  /** The wall time of the zone, as if it were UTC. @param {number} at */
  function wall(at) {
    /** @type {Record<string, number>} */
    const found = {};
    for (const { type, value } of parts.formatToParts(at)) found[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute: min = 0, second = 0 } = found;
    return Date.UTC(year, month - 1, day, hour, min, second);
  }

  /** @param {number} at @returns {string} yyyy-MM-dd in the zone. */
  const dayKey = (at) => new Date(wall(at)).toISOString().slice(0, 10);

  /** @param {number} at @param {number} now @returns {string} Short but exact: the day only where it is another one. */
  function exact(at, now) {
    const key = dayKey(at);
    const time = minute.format(at);
    if (key === dayKey(now)) return time;
    return key.slice(0, 4) === dayKey(now).slice(0, 4) ? `${key.slice(5)} ${time}` : `${key} ${time}`;
  }

  /** @param {number} ms @returns {string} h:mm, or days and hours. */
  function span(ms) {
    const total = Math.max(0, ms);
    if (total >= DAY) {
      const days = Math.floor(total / DAY);
      const hours = Math.floor((total % DAY) / HOUR);
      return hours > 0 ? t('time.daysHours', { days, hours }) : t('time.days', { days });
    }
    return `${Math.floor(total / HOUR)}:${pad(Math.floor((total % HOUR) / MINUTE))}`;
  }

  return {
    dayKey,
    exact,
    span,
    /** Wall time of the zone as a date-and-time field has it. @param {number} at @returns {string} yyyy-MM-ddTHH:mm */
    input: (at) => new Date(wall(at)).toISOString().slice(0, 16),
    /** The instant that such a field means in the zone. @param {string} text @returns {number} NaN when it is none. */
    parseInput(text) {
      const wanted = Date.parse(`${text}Z`);
      if (Number.isNaN(wanted)) return Number.NaN;
      const near = wanted - (wall(wanted) - wanted);
      // Once more, for a zone that changed its clocks in between.
      return near - (wall(near) - wanted);
    },
    /** @param {number} at @returns {string} HH:mm:ss */
    clock: (at) => clock.format(at),
    /** @param {number} at @returns {string} HH:mm */
    minute: (at) => minute.format(at),
    /** @param {number} at @returns {string} */
    longDate: (at) =>
      lang === 'zh' ? `${longDate.format(at)} ${weekday.format(at)}` : `${weekday.format(at)}, ${longDate.format(at)}`,
    /** The midnight before `at` in the zone. @param {number} at @returns {number} */
    dayStart: (at) => at - (wall(at) % DAY) - (at % SECOND),
    /** @param {number} at @param {number} now @returns {string} */
    relative(at, now) {
      const past = now - at;
      if (past < MINUTE) return t('time.justNow');
      if (past < HOUR) return t('time.minutesAgo', { n: Math.floor(past / MINUTE) });
      if (past < DAY) return t('time.hoursAgo', { n: Math.floor(past / HOUR) });
      return t('time.daysAgo', { n: Math.floor(past / DAY) });
    },
    /** @param {number} due @param {number} now @returns {string} “剩 1:58” or “超时 0:41”. */
    remaining(due, now) {
      return due >= now ? t('time.left', { span: span(due - now) }) : t('time.over', { span: span(now - due) });
    },
    /** With seconds, for a clock that is being watched. @param {number} due @param {number} now @returns {string} */
    countdown(due, now) {
      const left = Math.abs(due - now);
      if (left >= DAY) return span(left);
      return `${Math.floor(left / HOUR)}:${pad(Math.floor((left % HOUR) / MINUTE))}:${pad(Math.floor((left % MINUTE) / SECOND))}`;
    },
    /** @param {number|null} age @returns {string} */
    age(age) {
      if (age === null) return t('live.never');
      if (age < 2 * MINUTE) return t('live.seconds', { n: Math.max(1, Math.round(age / SECOND)) });
      return t('live.minutes', { n: Math.floor(age / MINUTE) });
    },
    /** @param {number|null|undefined} part 0 to 1. @returns {string} Without the sign, which is set smaller. */
    percent: (part) => (part === null || part === undefined ? '—' : (part * 100).toFixed(part === 1 ? 0 : 1)),
  };
}

/** @param {number} value */
const pad = (value) => String(value).padStart(2, '0');
