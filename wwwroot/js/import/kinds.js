// What is imported, a tab each; the address keeps the choice (?kind=categories).
import { h } from '../ui/dom.js';

/**
 * @template {string} Kind
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {Kind[]} options.kinds The first is shown where the address names none.
 * @param {(kind: any) => void} options.onChange
 */
export function createKinds({ t, kinds, onChange }) {
  const element = h('nav', { class: 'kinds', 'aria-label': t('import.kinds') });
  const read = () => kinds.find((kind) => kind === new URLSearchParams(location.search).get('kind')) ?? kinds[0];
  let current = read();
  const links = kinds.map((kind) => {
    const link = h('a', { class: 'kind-tab', href: `?kind=${kind}` }, t(`import.kind.${kind}`));
    link.addEventListener('click', (event) => {
      event.preventDefault();
      if (kind === current) return;
      history.pushState(null, '', link.href);
      follow();
    });
    return { kind, link };
  });
  element.append(...links.map(({ link }) => link));

  function mark() {
    for (const { kind, link } of links) {
      if (kind === current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
  function follow() {
    current = read();
    mark();
    onChange(current);
  }
  addEventListener('popstate', follow);
  mark();

  return {
    element,
    /** @returns {any} */
    get current() {
      return current;
    },
    destroy() {
      removeEventListener('popstate', follow);
      element.remove();
    },
  };
}
