// Each grid in turn: the map glides there, and beside it stand its people with their public telephones and its day.
import { isOpen } from '../../contract.js';
import { isOverdue } from '../../live/lateness.js';
import { h, replace, setText } from '../../ui/dom.js';
import { createPanel, emptyState } from './panel.js';

/** @typedef {import('../../contract.js').PublicPost} PublicPost */

/** A county has hundreds of grids: so many a round, the next ones in the next round. */
const ROUND = 12;
const KEEP_MS = 5 * 60_000;
const FIGURES = /** @type {const} */ (['open', 'overdue', 'closed']);

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createGridsScene({ app, reference, state, map, focus }) {
  const { t, api, clock, format } = app;
  const panel = createPanel('grids', t('scene.grids'));
  const counts = new Map(FIGURES.map((name) => [name, h('strong', null, '—')]));
  const people = h('div', { class: 'scene-people' });
  const parts = h('p', { class: 'scene-parts' });
  const day = h(
    'div',
    { class: 'grid-figures' },
    FIGURES.map((name) =>
      h(
        'div',
        { class: `figure figure-${name}` },
        counts.get(name) ?? '',
        h('span', null, t(name === 'closed' ? 'scene.closedToday' : `screen.${name}`)),
      ),
    ),
  );
  /** @type {Map<string, {posts: PublicPost[], at: number}>} */
  const known = new Map();
  let offset = 0;
  /** @type {string|null} */
  let shown = null;
  const grids = () => reference().areas.ofLevel('grid');

  /** @param {string} code @returns {Promise<PublicPost[]|null>} Null when it could not be read, which is not nobody. */
  async function postsOf(code) {
    const kept = known.get(code);
    if (kept && performance.now() - kept.at < KEEP_MS) return kept.posts;
    const { value } = await api.publicPosts(code);
    if (!value) return kept?.posts ?? null;
    const posts = value.filter(({ areaCode }) => areaCode === code).map(({ post }) => post);
    if (known.size > 200) known.clear();
    known.set(code, { posts, at: performance.now() });
    return posts;
  }

  function count() {
    const now = state();
    if (!now || !shown) return;
    const { areas } = reference();
    const isIn = (/** @type {{areaCode?: string|null}} */ { areaCode }) => areas.isWithin(areaCode, shown ?? '');
    const open = [...now.open].filter(isIn);
    const late = open.filter((issue) => isOverdue(issue, clock.now())).length;
    const from = format.dayStart(clock.now());
    const closed = now.recent.filter(
      (issue) => !isOpen(issue) && issue.status === 'closed' && Date.parse(issue.endedAt ?? '') >= from && isIn(issue),
    ).length;
    for (const [name, n] of /** @type {const} */ ([
      ['open', open.length],
      ['overdue', late],
      ['closed', closed],
    ])) {
      const value = counts.get(name);
      if (value) setText(value, String(n));
      value?.parentElement?.classList.toggle('is-some', n > 0);
    }
  }

  /** @param {string} code */
  async function showPeople(code) {
    const posts = await postsOf(code);
    if (shown !== code) return;
    const filled = (posts ?? []).filter(({ person }) => person);
    if (filled.length === 0)
      return replace(people, h('p', { class: 'scene-why' }, t(posts ? 'scene.noPosts' : 'scene.unread')));
    replace(
      people,
      filled.map(({ roleName, person, network }) =>
        h(
          'div',
          { class: `scene-person is-${network}` },
          h('span', null, roleName),
          h('strong', null, person?.name ?? ''),
          h('b', null, person?.phone ?? person?.maskedPhone ?? ''),
        ),
      ),
    );
    trim();
  }

  /** Whole people or none: the first to ask come first. */
  function trim() {
    const entries = /** @type {HTMLElement[]} */ ([...people.children]);
    for (const entry of entries) entry.hidden = false;
    for (let i = entries.length - 1; i > 0 && people.scrollHeight > people.clientHeight + 1; i--) {
      const entry = entries[i];
      if (entry) entry.hidden = true;
    }
  }
  const observer = new ResizeObserver(trim);
  observer.observe(people);

  return {
    kind: 'grids',
    layout: 'side',
    element: panel.element,
    canShow: () => grids().length > 0,
    turns: () => Math.min(ROUND, grids().length),
    enter(turn) {
      const all = grids();
      const place = (offset + turn) % Math.max(1, all.length);
      const grid = all[place]?.properties;
      if (!grid) return replace(panel.body, emptyState(t('scene.whoNone'), t('scene.gridsNoneWhy')));
      if (panel.body.firstElementChild !== day) replace(panel.body, day, people, parts);
      const { areas } = reference();
      shown = grid.code;
      panel.title(grid.name);
      panel.note(t('scene.gridOf', { n: place + 1, all: all.length }));
      const micro = areas.children(grid.code).length;
      const buildings = areas
        .ofLevel('building')
        .filter(({ properties }) => areas.isWithin(properties.code, grid.code));
      setText(
        parts,
        [
          grid.dutyPhone && t('scene.dutyPhone', { phone: grid.dutyPhone }),
          micro > 0 && t('scene.micro', { n: micro }),
          buildings.length > 0 && t('scene.buildings', { n: buildings.length }),
        ]
          .filter(Boolean)
          .join(' · '),
      );
      replace(people);
      count();
      focus(grid.code);
      map.revealArea(grid.code);
      void showPeople(grid.code);
    },
    leave(ended) {
      if (ended) offset = (offset + Math.min(ROUND, grids().length)) % Math.max(1, grids().length);
      shown = null;
      focus(null);
    },
    update: count,
    destroy: () => observer.disconnect(),
  };
}
