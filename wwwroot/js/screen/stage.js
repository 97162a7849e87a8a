// The middle of the wall: the one map, its legend, and what of the issues a scene wants to see on it.
import { GROUP_ORDER, isOpen } from '../contract.js';
import { boxesIn, byId, h } from '../ui/dom.js';
import { createLiveMap } from '../ui/live-map.js';
import { statusShape } from '../ui/status.js';

/** @typedef {import('../contract.js').Issue} Issue */

/**
 * @param {HTMLElement} stage
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 */
export function createStage(stage, { app, reference, state }) {
  const { t, clock, format } = app;
  /** @type {((issue: Issue) => boolean)|null} */
  let only = null;

  /** Open ones, and what was closed today: the day's work is part of the picture. @param {Issue} issue */
  const usual = (issue) =>
    isOpen(issue) || (issue.status === 'closed' && Date.parse(issue.endedAt ?? '') >= format.dayStart(clock.now()));

  stage.append(
    h(
      'div',
      { class: 'legend' },
      GROUP_ORDER.map((group) =>
        h('span', { class: `group-${group}` }, statusShape(group), h('b', null, t(`group.${group}`))),
      ),
      h('span', null, h('i', { class: 'ring' }), h('b', null, t('issue.overdue'))),
    ),
  );
  const liveMap = createLiveMap(byId('map'), {
    app,
    reference,
    state,
    isShown: (issue) => (only ?? usual)(issue),
    map: {
      interactive: false,
      inside: true,
      clusterRadius: 22,
      text: { scale: 1.2, least: 15 },
      covered: () => boxesIn(stage, '.legend, .leaflet-control-scale, .map-credit, .arrival'),
    },
  });

  return {
    ...liveMap,
    /** @param {((issue: Issue) => boolean)|null} filter Null for the usual ones. */
    showOnly(filter) {
      only = filter;
      liveMap.refresh();
    },
  };
}
