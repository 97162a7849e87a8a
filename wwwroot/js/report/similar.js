// 附近已有同类: open issues of the chosen kind close by, as cards with their photo. One tap follows one of them instead of reporting it
// again; whoever does not look loses no tap.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { placeAndGrid } from '../ui/place.js';
import { statusBadge } from '../ui/status.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').NearIssue} NearIssue */

const MOST = 3;

/**
 * @param {import('./issue-card.js').Tools & {onDrop: () => void}} options `onDrop`: the report is no longer wanted.
 */
export function createSimilar({ app, reference, orders, onDrop }) {
  const { t, api, clock, format } = app;
  const list = h('div', { class: 'similar-list' });
  const summary = h('summary', null);
  const element = h('details', { class: 'similar', hidden: true, open: true }, summary, list);
  let asked = '';
  /** @type {Set<string>} */
  const followed = new Set();

  /** @param {NearIssue[]} near @param {number} radius */
  function draw(near, radius) {
    element.hidden = near.length === 0;
    replace(summary, t('similar.title', { n: near.length, radius: Math.round(radius) }));
    replace(list, near.slice(0, MOST).map(line));
  }

  /** @param {NearIssue} near */
  function line({ issue, distanceMeters }) {
    const words = h(
      'div',
      null,
      h('strong', null, issue.description || placeAndGrid(issue, reference().areas, t)),
      h(
        'small',
        null,
        t('facility.metres', { n: Math.round(distanceMeters) }),
        ' · ',
        format.relative(Date.parse(issue.reportedAt), clock.now()),
      ),
      statusBadge(issue.status, t),
    );
    const side = h('div');
    const follow = h(
      'button',
      {
        type: 'button',
        class: 'button',
        on: {
          click: async () => {
            follow.disabled = true;
            const isKept = await orders.run(issue, 'follow');
            follow.disabled = false;
            if (isKept) followed.add(issue.id);
            settle();
          },
        },
      },
      t('action.follow'),
    );
    function settle() {
      const drop = h(
        'button',
        { type: 'button', class: 'button button-primary', on: { click: onDrop } },
        t('similar.drop'),
      );
      replace(side, followed.has(issue.id) ? drop : follow);
    }
    settle();
    return h('div', { class: 'similar-one' }, picture(issue), words, side);
  }

  /** @param {Issue} issue */
  function picture({ id, photos, category }) {
    const [photo] = photos ?? [];
    const { icon: name } = reference().categories.get(category) ?? { icon: 'dots' };
    const blank = h('span', { class: 'similar-photo' }, icon(name));
    if (!photo) return blank;
    return h('img', {
      class: 'similar-photo',
      src: api.photoUrl(id, photo.id, 'thumb'),
      alt: '',
      on: { error: (/** @type {Event} */ { target }) => target instanceof Element && target.replaceWith(blank) },
    });
  }

  return {
    element,
    /** @param {string|null} category @param {{lon: number, lat: number}|null} at */
    async look(category, at) {
      const key = category && at ? `${category} ${at.lon} ${at.lat}` : '';
      if (key === asked) return;
      asked = key;
      element.hidden = true;
      element.open = true;
      if (!category || !at) return;
      const { value } = await api.near({ category, lon: at.lon, lat: at.lat });
      // Without an answer nothing is said: the desk finds doubles too.
      if (asked === key && value) draw(value.issues, value.radiusMeters);
    },
  };
}
