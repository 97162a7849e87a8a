// What a day's list says, with what this phone has told and the server does not know yet. Pure.

/** @typedef {import('../../contract.js').MyDay} MyDay */
/** @typedef {import('../../contract.js').DailyTask} DailyTask */
/** @typedef {{id: string, task: string, areaCode: string, day: string, count: number}} Told A doing on its way. */
/** @typedef {'done'|'open'|'missed'} DayState */

/** Those of a day that its list does not hold yet; of other days all. @param {Told[]} told @param {MyDay} day @returns {Told[]} */
export function stillOnTheWay(told, day) {
  const arrived = new Set(day.tasks.flatMap(({ doings }) => doings));
  return told.filter(({ id }) => !arrived.has(id));
}

/** @param {MyDay} day @param {Told[]} told @returns {(DailyTask & {state: DayState})[]} What is left to do first. */
export function linesOf(day, told) {
  const own = stillOnTheWay(told, day);
  const lines = day.tasks.map((task) => {
    const more = own
      .filter((each) => each.day === day.day && each.task === task.code && each.areaCode === task.areaCode)
      .reduce((sum, { count }) => sum + count, 0);
    const count = task.count + more;
    /** @type {DayState} */
    const state = count >= task.target ? 'done' : day.day < day.today ? 'missed' : 'open';
    return { ...task, count, state };
  });
  return lines.sort((a, b) => Number(a.state === 'done') - Number(b.state === 'done'));
}

/** @param {string} day yyyy-MM-dd @param {number} by @returns {string} */
export const dayAfter = (day, by) => new Date(Date.parse(`${day}T00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
