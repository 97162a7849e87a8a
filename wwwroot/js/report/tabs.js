// The tab bar at the thumb's height. A tab's page is built once and kept.
import { h, replace, setText } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @typedef {'report'|'tasks'|'grid'|'messages'} TabName */
/** @typedef {{title: string, element: HTMLElement, shown?: () => void}} TabPage */

/** @type {[TabName, string, string][]} */
const TABS = [
  ['report', 'camera', 'report.tabReport'],
  ['tasks', 'list', 'report.tabTasks'],
  ['grid', 'layers', 'report.tabGrid'],
  ['messages', 'megaphone', 'report.tabMessages'],
];

/**
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {Record<TabName, TabPage>} options.pages
 * @param {HTMLElement} options.bar
 * @param {HTMLElement} options.page
 * @param {HTMLElement} options.title
 */
export function createTabs({ t, pages, bar, page, title }) {
  /** @type {Map<TabName, {button: HTMLButtonElement, badge: HTMLElement}>} */
  const buttons = new Map();
  for (const [name, picture, label] of TABS) {
    const badge = h('span', { class: 'tab-badge', hidden: true });
    const button = h(
      'button',
      { type: 'button', class: 'tab', on: { click: () => open(name) } },
      icon(picture),
      h('span', null, t(label)),
      badge,
    );
    buttons.set(name, { button, badge });
    bar.append(button);
  }

  /** @type {TabName} */
  let current = 'report';

  /** @param {TabName} name */
  function open(name) {
    current = name;
    for (const [other, { button }] of buttons) {
      if (other === name) button.setAttribute('aria-current', 'page');
      else button.removeAttribute('aria-current');
    }
    setText(title, pages[name].title);
    replace(page, pages[name].element);
    page.scrollTop = 0;
    pages[name].shown?.();
  }

  return {
    open,
    get current() {
      return current;
    },
    /** @param {TabName} name @param {number} count */
    badge(name, count) {
      const badge = buttons.get(name)?.badge;
      if (!badge) return;
      badge.hidden = count === 0;
      setText(badge, String(count));
    },
  };
}
