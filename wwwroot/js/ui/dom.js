// Elements by function calls: text goes in as text, never as markup.

/** @typedef {Node|string|number|null|undefined|false} Child */
/**
 * @typedef {Record<string, unknown> & {class?: string, on?: Record<string, (event: any) => void>, data?: Record<string, string>}} Props
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props|null} [props] `class`, `on` (listeners), `data` (dataset); booleans toggle attributes; the rest are attributes.
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'class') element.className = String(value);
    else if (key === 'on') {
      for (const [type, listener] of Object.entries(/** @type {Record<string, EventListener>} */ (value)))
        element.addEventListener(type, listener);
    } else if (key === 'data') Object.assign(element.dataset, value);
    else if (key === 'value' && 'value' in element) /** @type {HTMLInputElement} */ (element).value = String(value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

/** @param {Element} element @param {(Child|Child[])[]} children */
function append(element, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** @param {Element} element @param {...(Child|Child[])} children */
export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * Writes only what differs: a text that stays must not be repainted or announced again.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Repaints what an element holds; who stood on one of its keyed controls still does.
 * @param {HTMLElement} element
 * @param {() => void} paint
 */
export function keepFocus(element, paint) {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && element.contains(active) ? active.dataset.key : undefined;
  paint();
  if (key) /** @type {HTMLElement|null} */ (element.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, string|number>} attributes
 * @param {...SVGElement} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Where elements lie within a frame, in its pixels. @param {HTMLElement} frame @param {string} selector */
export function boxesIn(frame, selector) {
  const { left: x, top: y } = frame.getBoundingClientRect();
  return [...frame.querySelectorAll(selector)].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left: left - x, top: top - y, right: right - x, bottom: bottom - y };
  });
}
