// 事项类别: bars by top-level category over seven days.
import { createBars } from './bars.js';

const MOST = 7;

/** @param {import('../ui/app.js').App} app @param {() => import('../ui/reference.js').Reference} reference */
export function createCategories({ t, nameOf }, reference) {
  const bars = createBars(t('screen.categories'), t('screen.week'));
  return {
    element: bars.element,
    /** @param {import('../contract.js').Statistics} week */
    show(week) {
      const found = week.rows
        .filter((row) => row.reported > 0)
        .sort((a, b) => b.reported - a.reported || (a.key < b.key ? -1 : 1))
        .slice(0, MOST);
      bars.show(
        found.map(({ key, name, reported }) => ({
          name: nameOf(reference().categories.get(key)) || name || key,
          count: reported,
        })),
      );
    },
  };
}
