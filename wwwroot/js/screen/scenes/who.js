// 有困难找谁: one code a grid, large enough for a phone two steps away, and whom one finds behind it.
import { h, replace } from '../../ui/dom.js';
import { qr } from '../../ui/qr.js';
import { createPanel, emptyState, pagesOf } from './panel.js';

const SIZE = 8;
const MOST_PAGES = 4;

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createWhoScene({ app, reference }) {
  const { t, settings } = app;
  const panel = createPanel('who', t('scene.who'));
  let offset = 0;

  /** Grids, or what there is where a map has none. */
  function places() {
    const { areas } = reference();
    const grids = areas.ofLevel('grid');
    return (grids.length > 0 ? grids : areas.children(null).flatMap((code) => areas.feature(code) ?? [])).map(
      ({ properties }) => properties,
    );
  }
  const pages = () => pagesOf(places().length, SIZE, MOST_PAGES);

  /** @param {import('../../contract.js').AreaProperties} area */
  function card({ code, name, leader, dutyPhone }) {
    const url = settings.publicUrl ? `${settings.publicUrl}/ask/${encodeURIComponent(code)}` : null;
    return h(
      'article',
      { class: `door${url ? ' has-code' : ''}` },
      url && qr(url, { label: t('scene.whoCode', { name }) }),
      h(
        'div',
        null,
        h('strong', null, name),
        leader && h('span', null, leader.roleName),
        leader && h('b', null, leader.name),
        dutyPhone && h('em', null, dutyPhone),
        !leader && !dutyPhone && h('span', null, t('screen.noPosts')),
      ),
    );
  }

  return {
    kind: 'who',
    layout: 'wide',
    element: panel.element,
    canShow: () => places().length > 0,
    turns: pages,
    seconds: (configured) => Math.max(10, configured / pages()),
    enter(turn) {
      const all = places();
      panel.note(t(settings.publicUrl ? 'scene.whoNote' : 'scene.whoNoCode'));
      panel.element.classList.toggle('is-warned', !settings.publicUrl);
      if (all.length === 0) return replace(panel.body, emptyState(t('scene.whoNone'), t('scene.whoNoneWhy')));
      const from = (offset + turn * SIZE) % all.length;
      replace(panel.body, all.slice(from, from + SIZE).map(card));
    },
    leave(ended) {
      const all = places().length;
      if (ended && all > 0) offset = (offset + pages() * SIZE) % all;
      if (offset + SIZE > all) offset = 0;
      replace(panel.body);
    },
    destroy() {},
  };
}
