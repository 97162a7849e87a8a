// A report that the server refused: another category, other words, another place, and it goes again.
import { openDialog } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { partWords } from './outbox-words.js';
import { createPlace } from './place.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('../outbox/outbox.js').Shown} options.parcel
 * @param {(changes: Record<string, unknown>) => void} options.onMend
 */
export function openMendDialog({ app, reference, parcel, onMend }) {
  const { t, nameOf } = app;
  const { head } = parcel;
  const body = /** @type {{category: string, description?: string, location: import('./place.js').Place}} */ (
    head.body
  );
  const category = h(
    'select',
    { 'aria-label': t('outbox.category') },
    h('option', { value: '' }, t('report.needCategory')),
    reference().categories.tree.map((top) =>
      h(
        'optgroup',
        { label: nameOf(top) },
        (top.children ?? []).map((leaf) => h('option', { value: leaf.code }, nameOf(leaf))),
      ),
    ),
  );
  category.value = body.category;
  // One out of use is not in the list: something else must be chosen.
  if (category.selectedIndex < 0) category.value = '';
  const words = h('textarea', { class: 'words', rows: '2', maxlength: '500', 'aria-label': t('report.words') });
  words.value = body.description ?? '';
  const place = createPlace({ app, reference, start: () => body.location, given: body.location, onChange() {} });
  const trouble = h('p', { class: 'notice', role: 'alert' }, partWords(app, head));
  const dialog = openDialog({
    title: t('outbox.mendTitle'),
    body: [
      trouble,
      h('label', { class: 'field' }, t('outbox.category'), category),
      h('label', { class: 'field' }, t('report.words'), words),
      place.element,
    ],
    cancel: t('app.cancel'),
    actions: [
      {
        label: t('outbox.mendSend'),
        run() {
          const at = place.current;
          if (!category.value || !at) {
            category.focus();
            return false;
          }
          const { buildingCode } = place.describe(at);
          onMend({
            category: category.value,
            location: { lon: at.lon, lat: at.lat, ...(at.accuracy !== undefined && { accuracy: at.accuracy }) },
            description: words.value.trim() || undefined,
            buildingCode: buildingCode ?? undefined,
          });
          return true;
        },
      },
    ],
  });
  dialog.element.addEventListener('close', () => place.destroy());
}
