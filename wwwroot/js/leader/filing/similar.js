// Perhaps it was reported before: open issues of the same kind close by, to be followed instead of reported a second time.
import { h, replace } from '../../ui/dom.js';
import { placeAndGrid } from '../../ui/place.js';

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {(issue: import('../../contract.js').Issue) => void} options.onShow
 * @param {(issue: import('../../contract.js').Issue) => void} options.onFollow
 */
export function createSimilar({ app: { t, api, format, clock }, reference, onShow, onFollow }) {
  const element = h('section', { class: 'filing-similar', 'aria-live': 'polite', hidden: true });
  let asked = '';

  /** @param {import('../../contract.js').NearIssue} near */
  const line = ({ issue, distanceMeters }) =>
    h(
      'div',
      { class: 'filing-near' },
      h(
        'span',
        null,
        h('strong', null, placeAndGrid(issue, reference().areas, t)),
        h(
          'small',
          null,
          [
            t(`status.${issue.status}`),
            t('facility.metres', { n: Math.round(distanceMeters) }),
            format.relative(Date.parse(issue.reportedAt), clock.now()),
          ].join(' · '),
        ),
        issue.description && h('small', null, issue.description),
      ),
      h('button', { type: 'button', class: 'mini', on: { click: () => onShow(issue) } }, t('filing.show')),
      h('button', { type: 'button', class: 'mini', on: { click: () => onFollow(issue) } }, t('action.follow')),
    );

  return {
    element,
    /** @param {string|null} category @param {{lon: number, lat: number}|null} place */
    async show(category, place) {
      const key = category && place ? `${category} ${place.lon} ${place.lat}` : '';
      if (key === asked) return;
      asked = key;
      if (!category || !place) {
        element.hidden = true;
        return;
      }
      const { value } = await api.near({ category, lon: place.lon, lat: place.lat });
      if (key !== asked) return;
      const issues = value?.issues ?? [];
      element.hidden = issues.length === 0;
      replace(element, h('h3', null, t('filing.similar', { n: issues.length })), issues.slice(0, 3).map(line));
    },
  };
}
