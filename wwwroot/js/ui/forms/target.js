// Which issue this one is joined to: an open one of the same category close by, or any by its number.
import { h, replace } from '../dom.js';
import { placeAndGrid } from '../place.js';

/**
 * @param {Pick<import('../app.js').App, 't'|'api'|'explain'>} app
 * @param {(() => import('../reference.js').Reference)|undefined} reference
 * @param {import('../../contract.js').IssueDetail} issue
 * @returns {import('./fields.js').Part}
 */
export function targetPart({ t, api, explain }, reference, issue) {
  const list = h('div', { class: 'proposals' });
  const number = h('input', { type: 'text', name: 'target', maxlength: '40', autocomplete: 'off' });

  async function fill() {
    replace(list, h('p', { class: 'quiet' }, t('app.loadingShort')));
    const { lon, lat } = issue.location;
    const { value, problem } = await api.near({ category: issue.category, lon, lat });
    if (problem) return replace(list, h('p', { class: 'quiet' }, explain(problem)));
    const others = value.issues.filter((near) => near.issue.id !== issue.id);
    if (others.length === 0)
      return replace(list, h('p', { class: 'quiet' }, t('merge.noneNear', { n: value.radiusMeters })));
    replace(
      list,
      others.map(({ issue: other, distanceMeters }, i) =>
        h(
          'label',
          { class: 'proposal' },
          h('input', { type: 'radio', name: 'merge-to', value: other.id, checked: i === 0 }),
          h(
            'span',
            null,
            h('strong', null, reference ? placeAndGrid(other, reference().areas, t) : other.number),
            h(
              'small',
              null,
              [other.number, t(`status.${other.status}`), t('facility.metres', { n: Math.round(distanceMeters) })].join(
                ' · ',
              ),
            ),
            other.description && h('small', null, other.description),
          ),
        ),
      ),
    );
  }
  void fill();

  return {
    element: h(
      'fieldset',
      { class: 'choices' },
      h('legend', null, t('merge.into')),
      list,
      h('label', { class: 'field' }, t('merge.number'), number),
    ),
    collect: () => {
      const typed = number.value.trim();
      const picked = /** @type {HTMLInputElement|null} */ (list.querySelector('input:checked'));
      return typed !== '' ? { to: typed } : picked ? { to: picked.value } : t('merge.into');
    },
  };
}
