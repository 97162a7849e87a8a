// The issues of an area that want attention first, for a leader who looks at the area: one click to supervise one.
import { byAttention, dueTime, lateness } from '../live/lateness.js';
import { h, keepFocus, replace } from '../ui/dom.js';
import { placeOf } from '../ui/place.js';
import { statusShape } from '../ui/status.js';
import { groupOf } from '../contract.js';
import { NO_PLACE } from './selection.js';

const MOST = 3;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./selection.js').Selection} options.selection
 * @param {(id: string, action: import('../contract.js').Action) => void} options.begin
 */
export function createAreaUrgent({ app: { t, nameOf, format, clock, session }, reference, state, selection, begin }) {
  const element = h('section', { class: 'box area-urgent', hidden: true });
  const leads = session.role === 'leader' || session.role === 'admin';
  let drawn = '';
  /** @type {string|null} */
  let area = null;

  /** @param {import('../contract.js').Issue} issue */
  function line(issue) {
    const { areas, categories } = reference();
    const due = dueTime(issue);
    const show = () => selection.set({ issue: issue.id, ...NO_PLACE });
    return h(
      'div',
      { class: 'urgent-line', data: { late: lateness(issue, clock.now()) } },
      h(
        'button',
        { type: 'button', class: 'urgent-open', on: { click: show } },
        statusShape(groupOf(issue.status)),
        h(
          'span',
          null,
          h('strong', null, nameOf(categories.get(issue.category)) || issue.category),
          h(
            'small',
            null,
            [placeOf(issue, areas, t), Number.isNaN(due) ? '' : format.remaining(due, clock.now())]
              .filter(Boolean)
              .join(' · '),
          ),
        ),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'mini',
          data: { key: issue.id },
          on: {
            click: () => {
              show();
              begin(issue.id, 'supervise');
            },
          },
        },
        t('action.supervise'),
      ),
    );
  }

  function draw() {
    const { areas } = reference();
    const issues =
      leads && area
        ? [...(state()?.open ?? [])]
            .filter((issue) => areas.isWithin(issue.areaCode, area ?? '') || issue.buildingCode === area)
            .sort(byAttention)
            .slice(0, MOST)
        : [];
    element.hidden = issues.length === 0;
    // Nothing jumps under a hand that is about to press.
    const key = `${area} ${issues.map(({ id, version }) => `${id}@${version}`).join()}`;
    if (key === drawn) return;
    drawn = key;
    keepFocus(element, () => replace(element, h('h3', null, t('sheet.urgentHere')), issues.map(line)));
  }

  return {
    element,
    /** @param {string|null} code */
    paint(code) {
      area = code;
      draw();
    },
    /** The issues changed. */
    refresh() {
      if (element.isConnected) draw();
    },
  };
}
