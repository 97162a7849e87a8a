// How much happened when, as bars under the slider; what lies behind the moment is lit.
import { h } from '../../ui/dom.js';

export function createDensity() {
  const canvas = h('canvas', { class: 'replay-bars', 'aria-hidden': 'true' });
  /** @type {readonly number[]} */
  let counts = [];
  let part = 1;
  let lit = false;
  let frame = 0;

  function draw() {
    const { clientWidth: width, clientHeight: height } = canvas;
    const context = canvas.getContext('2d');
    if (!context || width === 0) return;
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    const style = getComputedStyle(canvas);
    const [behind, before, needle] = ['--replay-behind', '--replay-before', '--replay-needle'].map((name) =>
      style.getPropertyValue(name),
    );
    const most = Math.max(1, ...counts);
    const step = width / Math.max(1, counts.length);
    for (const [i, count] of counts.entries()) {
      // Few are seen beside many: the height is the root's.
      const tall = Math.max(2, Math.sqrt(count / most) * (height - 4));
      context.fillStyle = ((i + 0.5) * step) / width <= part ? (behind ?? '') : (before ?? '');
      context.fillRect(i * step + 0.5, height - tall, Math.max(1, step - 1.5), tall);
    }
    context.fillStyle = needle ?? '';
    if (lit) context.fillRect(Math.min(width - 2, Math.max(0, part * width - 1)), 0, 2, height);
  }

  function plan() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  }
  const observer = new ResizeObserver(plan);
  observer.observe(canvas);

  return {
    element: canvas,
    /** @param {readonly number[]} next */
    show(next) {
      counts = next;
      plan();
    },
    /** @param {number} next From 0 to 1. @param {boolean} isPast */
    mark(next, isPast) {
      part = next;
      lit = isPast;
      plan();
    },
    destroy() {
      cancelAnimationFrame(frame);
      observer.disconnect();
    },
  };
}
