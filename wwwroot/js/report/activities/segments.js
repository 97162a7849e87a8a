// Two or three views of one tab, one shown at a time.
import { h, replace, setText } from '../../ui/dom.js';

/** @typedef {{key: string, label: string, element: HTMLElement, shown?: () => void}} Segment */

/** @param {string} label @param {Segment[]} segments The first is shown. */
export function createSegments(label, segments) {
  const frame = h('div', { class: 'segment-page' });
  const buttons = segments.map((segment) => {
    const badge = h('span', { class: 'segment-badge', hidden: true });
    const button = h(
      'button',
      { type: 'button', data: { segment: segment.key }, on: { click: () => open(segment.key) } },
      segment.label,
      badge,
    );
    return { ...segment, button, badge };
  });
  const bar = h(
    'div',
    { class: 'segments', role: 'group', 'aria-label': label },
    buttons.map(({ button }) => button),
  );
  let current = segments[0]?.key;

  /** @param {string} key */
  function open(key) {
    current = key;
    for (const { key: other, button, element, shown } of buttons) {
      button.setAttribute('aria-pressed', String(other === key));
      if (other !== key) continue;
      replace(frame, element);
      shown?.();
    }
  }
  for (const { key, button } of buttons) button.setAttribute('aria-pressed', String(key === current));
  if (segments[0]) replace(frame, segments[0].element);

  return {
    element: h('div', { class: 'segmented' }, bar, frame),
    open,
    /** Somebody looks at the tab again. */
    shown: () => buttons.find(({ key }) => key === current)?.shown?.(),
    /** @param {string} key @param {number} count */
    badge(key, count) {
      const badge = buttons.find((each) => each.key === key)?.badge;
      if (!badge) return;
      badge.hidden = count === 0;
      setText(badge, String(count));
    },
  };
}
