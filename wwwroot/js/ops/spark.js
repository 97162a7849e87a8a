// The course of a figure over the last minutes, as a line.
import { replace, svg } from '../ui/dom.js';

const WIDTH = 300;
const HEIGHT = 48;
const EDGE = 2;

/** @param {number} periods How many fit. */
export function createSpark(periods) {
  const element = svg('svg', {
    class: 'ops-spark',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });
  return {
    element,
    /** Gaps where nothing was measured. @param {(number|null)[]} values */
    show(values) {
      const most = Math.max(1e-9, ...values.map((value) => value ?? 0));
      const begin = periods - values.length;
      let path = '';
      let isOpen = false;
      values.forEach((value, index) => {
        if (value !== null) {
          const x = (((begin + index) / (periods - 1)) * WIDTH).toFixed(1);
          const y = (HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)).toFixed(1);
          path += `${isOpen ? 'L' : 'M'}${x} ${y}`;
        }
        isOpen = value !== null;
      });
      replace(element, svg('path', { d: path }));
    },
  };
}
