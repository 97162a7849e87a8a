// What a click on the map itself answers: who to turn to here, and what is open here.
import { h, replace } from '../ui/dom.js';
import { createResponsibleBox } from '../ui/responsible.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {(code: string) => number} options.countOf
 */
export function createPlaceSheet({ app, reference, countOf }) {
  const { t } = app;
  const title = h('h2');
  const line = h('p', { class: 'quiet sheet-line' });
  const who = createResponsibleBox(app);
  const element = h(
    'div',
    { class: 'sheet-place' },
    title,
    line,
    h('section', { class: 'box' }, h('h3', { class: 'gold' }, t('sheet.here')), who.element),
  );
  return {
    element,
    /** @param {{area?: string|null, point?: {lon: number, lat: number}|null}} place */
    show({ area: code, point }) {
      const { areas } = reference();
      const area = areas.get(code);
      replace(title, area?.name ?? t('sheet.point'));
      const parents = areas
        .chain(code)
        .slice(1)
        .reverse()
        .map((parent) => parent.name);
      replace(
        line,
        [
          parents.join(' › '),
          area?.households ? t('sheet.households', { n: area.households }) : '',
          area ? t('map.areaCount', { n: countOf(area.code) }) : '',
        ]
          .filter(Boolean)
          .join(' · '),
      );
      void who.show(area ? { area: area.code } : { lon: point?.lon, lat: point?.lat });
    },
  };
}
