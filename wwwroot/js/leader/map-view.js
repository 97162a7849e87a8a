// The leader's map with what the page lays on it: leaders of one network, gaps among the staff, paired areas, facilities.
import { boxesIn, byId } from '../ui/dom.js';
import { facilityIcon } from '../ui/facility.js';
import { iconPath } from '../ui/icons.js';
import { createLiveMap } from '../ui/live-map.js';
import { createMarkerMenu } from './marker-menu.js';
import { countsOf } from './pairing-box.js';
import { NO_PLACE } from './selection.js';

/** Below the first communities speak for all in them, below the second grids do. */
const GRIDS_FROM = 13.5;
const NEAR_FROM = 16.7;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./selection.js').Selection} options.selection
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {import('../ui/network.js').NetworkChoice} options.network
 * @param {(issue: import('../contract.js').Issue) => boolean} options.isShown
 * @param {ReturnType<typeof import('./tip.js').createTip>} options.tip
 * @param {ReturnType<typeof import('./right-side.js').createRightSide>} options.right
 */
export function createMapView({ app, reference, state, selection, surroundings, network, isShown, tip, right }) {
  const { t } = app;
  const menu = createMarkerMenu(byId('stage'), { app, state, selection, begin: right.sheet.begin });
  let people = true;
  /** @type {Map<string, string>|null} What a chosen organization did in its areas. */
  let paired = null;

  const liveMap = createLiveMap(byId('map'), {
    app,
    reference,
    state,
    isShown,
    withPeople: () => people,
    network: () => network.current,
    lineOf: (code) => paired?.get(code) ?? null,
    map: {
      gaps: {
        words: { missing: t('staffing.badgeMissing'), oversize: t('staffing.badgeOversize') },
        of(code, zoom) {
          if (selection.current.panel !== 'staffing') return null;
          return surroundings.index.of(code, zoom < GRIDS_FROM ? 'far' : zoom < NEAR_FROM ? 'grid' : 'near');
        },
      },
      onPick(pick) {
        const { issue, building, area, facility, lon, lat } = pick;
        if (selection.current.filing) return right.filing.pick(pick);
        if (issue) selection.set({ issue, ...NO_PLACE });
        else selection.set({ issue: null, place: building ?? area, point: { lon, lat }, facility });
      },
      onMenu(pick, at) {
        tip.show(null, at);
        menu.open(pick.issue, at);
      },
      onHover: (pick, at) => tip.show(pick?.issue ?? null, at),
      fitMargin: [14, 96],
      covered: () => boxesIn(byId('stage'), '.map-tools, .map-foot > *, .leaflet-control-scale, .map-credit'),
    },
  });
  const { map } = liveMap;

  function showPairing() {
    const { panel, organization } = selection.current;
    const found =
      panel === 'pairings' ? surroundings.organizations.find(({ code }) => code === organization) : undefined;
    paired = found ? new Map(found.pairings.map((pairing) => [pairing.areaCode, countsOf(pairing, t)])) : null;
    map.markAreas(paired && new Set(paired.keys()));
  }

  function showFacilities() {
    map.setFacilities(
      surroundings.facilities.map(({ code, name, kind, lon, lat }) => ({
        code,
        name,
        lon,
        lat,
        strokes: iconPath(facilityIcon(kind, t)),
      })),
    );
  }

  const offs = [
    map.onPaint(right.filing.showPin),
    network.onChange(map.redrawNames),
    surroundings.onChange((kinds) => {
      if (kinds.has('facilities')) showFacilities();
      if (kinds.has('pairings')) showPairing();
      map.redrawNames();
    }),
  ];

  return {
    ...liveMap,
    /** @param {boolean} shown */
    setPeople(shown) {
      people = shown;
    },
    /** The selection changed. */
    show() {
      showPairing();
      map.chooseFacility(selection.current.facility);
      map.redrawNames();
    },
    /** To an area, or to the nearest one above it that has an outline. @param {string} code @param {boolean} [glide] */
    goTo(code, glide) {
      const { areas } = reference();
      const seen = areas.chain(code).find((area) => areas.feature(area.code)?.geometry);
      if (seen) map.revealArea(seen.code, glide);
    },
    destroy() {
      for (const off of offs) off();
      menu.destroy();
      liveMap.destroy();
    },
  };
}
