// What a place answers: who to turn to, where to go, what is announced, which organizations are paired; and, for those
// who may, the tools to change it.
import { createResponsibleBox } from '../ui/responsible.js';
import { facilityLine } from '../ui/facility.js';
import { h, keepFocus, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { createNoticeBox } from './notice-box.js';
import { createPairingBox } from './pairing-box.js';

/** @typedef {{area: string|null, point: {lon: number, lat: number}|null, facility: string|null}} ShownPlace */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {import('./people/editor.js').Editor} options.editor
 * @param {import('../ui/network.js').NetworkChoice} options.network
 * @param {(code: string) => number} options.countOf
 * @param {import('./selection.js').Selection} options.selection
 * @param {ReturnType<typeof import('./area-urgent.js').createAreaUrgent>} options.urgent
 */
export function createPlaceSheet({ app, reference, surroundings, editor, network, countOf, selection, urgent }) {
  const { t } = app;
  const title = h('h2');
  const line = h('p', { class: 'quiet sheet-line' });
  const buttons = h('div', { class: 'place-buttons' });
  const chosen = h('section', { class: 'box', hidden: true });
  const who = createResponsibleBox(app, {
    network,
    postTools: editor.postTools,
    areaTools: editor.areaTools,
    onEmployer: showOrganization,
  });
  const notices = createNoticeBox({ app, reference, editor });
  const pairings = createPairingBox({ app, surroundings, editor, onOrganization: showOrganization });
  const element = h(
    'div',
    { class: 'sheet-place' },
    title,
    line,
    buttons,
    chosen,
    urgent.element,
    notices.element,
    h('section', { class: 'box' }, h('h3', { class: 'gold' }, t('sheet.here')), who.element),
    pairings.element,
  );
  /** @type {ShownPlace|null} */
  let place = null;

  /** @param {string} nameOrCode */
  function showOrganization(nameOrCode) {
    const found = surroundings.organizations.find(({ code, name }) => code === nameOrCode || name === nameOrCode);
    if (found) selection.set({ panel: 'pairings', organization: found.code });
  }

  function paintHead() {
    if (!place) return;
    const { areas } = reference();
    const area = areas.get(place.area);
    const facility = surroundings.facilities.find(({ code }) => code === place?.facility);
    replace(title, area?.name ?? facility?.name ?? t('sheet.point'));
    line.hidden = !area;
    const parents = areas.chain(place.area).slice(1).reverse();
    const facts = [
      area?.households ? t('sheet.households', { n: area.households }) : '',
      area?.groupMembers ? t('sheet.groupMembers', { n: area.groupMembers }) : '',
      area ? t('map.areaCount', { n: countOf(area.code) }) : '',
    ].filter(Boolean);
    replace(line, h('span', null, parents.map(({ name }) => name).join(' › ')), h('span', null, facts.join(' · ')));
    urgent.paint(area?.code ?? null);
    chosen.hidden = !facility;
    replace(chosen, facility && facilityLine(app, facility));
    keepFocus(buttons, () =>
      replace(
        buttons,
        area &&
          h(
            'button',
            {
              type: 'button',
              class: 'mini',
              data: { key: 'issues' },
              'aria-pressed': String(selection.current.area === area.code),
              on: {
                click: () => selection.set({ area: selection.current.area === area.code ? null : area.code }),
              },
            },
            icon('list'),
            t('sheet.issuesHere'),
          ),
        area &&
          editor.may(area.code) &&
          h(
            'button',
            {
              type: 'button',
              class: 'mini',
              data: { key: 'edit' },
              'aria-pressed': String(editor.isOpen()),
              on: {
                click() {
                  editor.toggle();
                  paint();
                },
              },
            },
            icon('edit'),
            t('edit.edit'),
          ),
        area &&
          h(
            'a',
            { class: 'mini', href: `/poster?area=${encodeURIComponent(area.code)}`, data: { key: 'poster' } },
            icon('printer'),
            t('sheet.poster'),
          ),
        // Units have no outline to click.
        areas
          .children(area?.code ?? '')
          .filter((code) => !areas.feature(code)?.geometry)
          .map((code) =>
            h(
              'button',
              {
                type: 'button',
                class: 'mini',
                data: { key: code },
                on: { click: () => selection.set({ place: code, point: null, facility: null }) },
              },
              areas.name(code),
            ),
          ),
      ),
    );
  }

  function paint() {
    paintHead();
    who.paint();
    notices.paint();
    pairings.paint();
  }

  const off = surroundings.onChange(() => {
    paintHead();
    pairings.paint();
  });

  return {
    element,
    /** @param {ShownPlace} next */
    show(next) {
      place = next;
      const { point } = next;
      const known = reference().areas.get(next.area);
      notices.show(known?.code ?? null);
      pairings.show(known?.code ?? null);
      paintHead();
      void who.show(known ? { area: known.code } : { lon: point?.lon, lat: point?.lat });
    },
    paintHead,
    /** The stream declared some of it out of date. @param {ReadonlySet<import('../live/state.js').ReferenceKind>} kinds */
    refresh(kinds) {
      if (!element.isConnected) return;
      if (kinds.has('people') || kinds.has('areas')) void who.refresh();
      if (kinds.has('notices')) void notices.refresh();
      paintHead();
    },
    destroy() {
      off();
      who.destroy();
      element.remove();
    },
  };
}
