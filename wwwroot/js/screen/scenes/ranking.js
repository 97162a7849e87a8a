// Which grids get most done: closed in seven days, open now. Visits and patrols are the staff's own business: the server
// tells a hall screen nothing of them, so this scene ranks what everybody may know.
import { h, replace } from '../../ui/dom.js';
import { createPanel, emptyState } from './panel.js';

/** @typedef {{code: string, name: string, reported: number, closed: number, open: number}} Rank */

const MOST = 10;
const AGAIN_MS = 60_000;

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createRankingScene({ app, reference, week, areaCode }) {
  const { t, api, clock, format } = app;
  const panel = createPanel('visits', t('scene.ranking'));
  /** @type {Rank[]|null} */
  let ranks = null;
  let asked = Number.NEGATIVE_INFINITY;

  async function ask() {
    if (performance.now() - asked < AGAIN_MS) return;
    asked = performance.now();
    const { value } = await api.statistics({ ...week(clock.now(), format), by: 'area', of: 'grid', area: areaCode() });
    if (!value) return;
    const { areas } = reference();
    /** @type {Map<string, Rank>} */
    const found = new Map(
      areas
        .ofLevel('grid')
        .map(({ properties: { code, name } }) => [code, { code, name, reported: 0, closed: 0, open: 0 }]),
    );
    // Rows are of the smallest areas: what lies in a grid is the grid's.
    for (const { key, reported, closed, open } of value.rows) {
      const rank = found.get(areas.ancestorOf(key, 'grid')?.code ?? '');
      if (!rank) continue;
      rank.reported += reported;
      rank.closed += closed;
      rank.open += open;
    }
    ranks = [...found.values()].sort((a, b) => b.closed - a.closed || a.open - b.open || (a.code < b.code ? -1 : 1));
    draw();
  }

  /** @param {Rank} rank @param {number} i @param {number} most */
  function row({ name, closed, open, reported }, i, most) {
    const fill = h('div', { class: 'bar-fill' });
    fill.style.width = `${(100 * closed) / most}%`;
    return h(
      'div',
      { class: `rank${i < 3 && closed > 0 ? ` is-${i + 1}` : ''}` },
      h('b', null, String(i + 1)),
      h('strong', null, name),
      h('div', { class: 'bar-track' }, fill),
      h('em', null, t('scene.rankClosed', { n: closed })),
      h('span', null, t('scene.rankRest', { n: open, m: reported })),
    );
  }

  function draw() {
    panel.note(t('scene.rankingNote'));
    if (!ranks) return replace(panel.body, emptyState(t('scene.rankingUnread'), t('scene.rankingUnreadWhy')));
    const shown = ranks.slice(0, MOST);
    if (shown.every(({ closed, open, reported }) => closed + open + reported === 0))
      return replace(panel.body, emptyState(t('scene.rankingNone'), t('scene.rankingNoneWhy')));
    const most = Math.max(1, shown[0]?.closed ?? 1);
    replace(
      panel.body,
      shown.map((rank, i) => row(rank, i, most)),
    );
  }

  // Before its first turn comes: what is not known yet is passed over.
  void ask();
  return {
    kind: 'visits',
    layout: 'side',
    element: panel.element,
    canShow() {
      void ask();
      return ranks?.some(({ closed }) => closed > 0) ?? false;
    },
    enter() {
      draw();
      void ask();
    },
    leave() {},
    destroy() {},
  };
}
