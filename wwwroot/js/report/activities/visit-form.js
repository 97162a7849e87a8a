// A home visit: how many doors, which unit, a note; and the way on to a report where something was found.
import { openDialog } from '../../ui/dialog.js';
import { h, setText } from '../../ui/dom.js';
import { uuid } from '../../ui/uuid.js';

/** @typedef {{url: string, body: Record<string, unknown>}} VisitPut */

const MOST = 99;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {string} options.code The building's.
 * @param {(visit: VisitPut, isProblem: boolean) => Promise<boolean>} options.onSave
 */
export function openVisitForm({ app: { t, clock }, reference, code, onSave }) {
  const { areas } = reference();
  const units = areas.children(code);
  const unit = h(
    'select',
    { name: 'unit' },
    h('option', { value: '' }, t('visit.wholeBuilding')),
    units.map((each) => h('option', { value: each }, areas.name(each))),
  );
  let households = 1;
  const count = h('output', { class: 'stepper-count' }, '1');
  const words = h('textarea', { name: 'note', rows: '3', maxlength: '500', placeholder: t('visit.noteHint') });
  const id = uuid();

  /** @param {number} by @param {string} label @param {string} sign */
  const step = (by, label, sign) =>
    h(
      'button',
      {
        type: 'button',
        class: 'button stepper-step',
        'aria-label': t(label),
        on: {
          click: () => {
            households = Math.min(MOST, Math.max(1, households + by));
            setText(count, String(households));
          },
        },
      },
      sign,
    );

  /** @param {boolean} isProblem */
  function save(isProblem) {
    const note = words.value.trim();
    const body = {
      buildingCode: code,
      households,
      at: new Date(clock.now()).toISOString(),
      problem: isProblem,
      ...(unit.value && { unitCode: unit.value }),
      ...(note && { note }),
    };
    return onSave({ url: `/api/visits/${id}`, body }, isProblem);
  }

  openDialog({
    title: t('visit.title', { name: areas.name(code) }),
    body: [
      h(
        'div',
        { class: 'stepper', role: 'group', 'aria-label': t('visit.households') },
        h('span', null, t('visit.households')),
        step(-1, 'visit.fewer', '−'),
        count,
        step(1, 'visit.more', '+'),
      ),
      units.length > 0 ? h('label', { class: 'field' }, t('visit.unit'), unit) : null,
      h('label', { class: 'field' }, t('visit.note'), words),
      h('p', { class: 'quiet' }, t('visit.privacy')),
    ],
    cancel: t('app.cancel'),
    actions: [
      { label: t('visit.problem'), tone: 'danger', run: () => save(true) },
      { label: t('visit.save'), run: () => save(false) },
    ],
  });
}
