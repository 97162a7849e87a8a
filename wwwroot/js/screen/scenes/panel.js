// The frame of a scene: a heading with a line beside it, a body, and the words for when there is nothing.
import { h, setText } from '../../ui/dom.js';

/** @param {string} kind @param {string} title */
export function createPanel(kind, title) {
  const heading = h('h2', null, title);
  const note = h('span', { class: 'scene-note' });
  const body = h('div', { class: 'scene-body' });
  const element = h(
    'section',
    { class: `scene scene-${kind}`, 'aria-label': title },
    h('div', { class: 'scene-head' }, heading, note),
    body,
  );
  return {
    element,
    body,
    /** @param {string} text */
    title: (text) => setText(heading, text),
    /** @param {string} text */
    note: (text) => setText(note, text),
  };
}

/** Nothing to show, and why that is so. @param {string} title @param {string} why @param {'good'|'plain'} [look] */
export const emptyState = (title, why, look = 'plain') =>
  h(
    'div',
    { class: `scene-empty is-${look}` },
    h('strong', null, look === 'good' ? '✓ ' : '', title),
    h('p', null, why),
  );

/** Pages of equal size. @param {number} count @param {number} size @param {number} most @returns {number} At least one. */
export const pagesOf = (count, size, most) => Math.max(1, Math.min(most, Math.ceil(count / size)));
