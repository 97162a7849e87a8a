// Thematic layers of the map: areas tinted by what happens in them, and heat. A click on a tinted area goes one level down.
import { h } from '../../ui/dom.js';
import { NO_PLACE } from '../selection.js';
import { classesOf, levelAt, stepOf } from './classes.js';
import { countOpen, createHouseholds } from './loads.js';
import { createThemeControls, LEVELS, TINTS } from './theme-controls.js';
import { paintLegend } from './theme-legend.js';

/** @typedef {import('./theme-controls.js').Tint} Tint */

const PER_HOUSEHOLDS = 100;
const DAYS_MS = 30 * 86_400_000;
const EVERY_MS = 1_500;
const REPORTED_EVERY_MS = 60_000;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {() => import('../../live/state.js').LiveState|null} options.state
 * @param {import('../selection.js').Selection} options.selection
 * @param {import('../../map/battle-map.js').BattleMap} options.map
 * @param {(plain: boolean) => void} options.onPlain Whether the map's own tint of loads has its place.
 */
export function createThemes({ app: { t, api, clock }, reference, state, selection, map, onPlain }) {
  const search = new URLSearchParams(location.search);
  const chosen = {
    tint: TINTS.find((word) => word === search.get('tint')) ?? /** @type {Tint} */ ('none'),
    level: LEVELS.find((word) => word === search.get('level')) ?? 'auto',
    per: search.get('per') === 'households',
    heat: search.get('heat') === 'true',
  };
  /** @type {{key: string, at: number, counts: Map<string, number>}|null} */
  let reported = null;
  let painted = '';
  // The page has no state to paint while it is still being put together.
  let frame = 0;
  /** @type {string|null} */
  let level = null;

  /** Those that the place has, from the top. */
  const levels = () =>
    LEVELS.filter((word) =>
      reference()
        .areas.ofLevel(word)
        .some(({ geometry }) => geometry),
    );

  const controls = createThemeControls(t, chosen, choose);
  const legend = h('div', { class: 'legend theme-legend', 'aria-label': t('theme.legend'), hidden: true });
  controls.element.append(legend);

  /** @param {Partial<typeof chosen>} patch */
  function choose(patch) {
    Object.assign(chosen, patch);
    const url = new URL(location.href);
    const words = {
      tint: chosen.tint === 'none' ? null : chosen.tint,
      level: chosen.level === 'auto' ? null : chosen.level,
      per: chosen.per ? 'households' : null,
      heat: chosen.heat ? 'true' : null,
    };
    for (const [key, value] of Object.entries(words)) {
      if (value) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    }
    history.replaceState(null, '', url);
    show();
  }

  function show() {
    controls.show();
    onPlain(chosen.tint === 'none');
    painted = '';
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(paint);
  }

  /** @returns {Map<string, number>} */
  function counts() {
    const now = state();
    const { areas } = reference();
    if (chosen.tint === 'reported') {
      void readReported();
      return reported?.counts ?? new Map();
    }
    return now ? countOpen(now.open.values(), areas, chosen.tint === 'overdue' ? clock.now() : null) : new Map();
  }

  /** By level, since the server sums areas and knows no buildings. */
  async function readReported() {
    const of = level === 'building' ? null : level;
    const key = `${of} ${selection.current.area}`;
    const now = clock.now();
    if (!of || (reported?.key === key && now - reported.at < REPORTED_EVERY_MS)) return;
    reported = { key, at: now, counts: reported?.key === key ? reported.counts : new Map() };
    const { value } = await api.statistics({
      by: 'area',
      of,
      area: selection.current.area,
      from: new Date(now - DAYS_MS).toISOString(),
    });
    if (!value || reported.key !== key) return;
    reported.counts = new Map(value.rows.map((row) => [row.key, row.reported]));
    painted = '';
    paint();
  }

  function paint() {
    const now = state();
    const open = now ? [...now.open.values()] : [];
    map.setHeat(
      chosen.heat ? open.map(({ location: { lon, lat }, urgent }) => ({ lon, lat, weight: urgent ? 2 : 1 })) : null,
    );
    legend.hidden = chosen.tint === 'none';
    if (chosen.tint === 'none') return map.setClasses(null);
    const { areas } = reference();
    const { area } = selection.current;
    const known = levels();
    level = known.includes(chosen.level)
      ? chosen.level
      : levelAt(
          map.zoom(),
          chosen.tint === 'reported' ? known.filter((word) => word !== 'building') : known,
          areas.get(area)?.level,
        );
    const all = counts();
    const households = createHouseholds(areas);
    /** @type {Map<string, number>} */
    const values = new Map();
    for (const {
      properties: { code },
    } of areas.ofLevel(level ?? '')) {
      if (area && !areas.isWithin(code, area)) continue;
      const count = all.get(code) ?? 0;
      const among = households(code);
      values.set(code, chosen.per ? (among > 0 ? (count * PER_HOUSEHOLDS) / among : 0) : count);
    }
    const key = `${level} ${area} ${chosen.tint} ${chosen.per} ${[...values].join()}`;
    if (key === painted) return;
    painted = key;
    const classes = classesOf(values.values());
    map.setClasses({
      level: level ?? '',
      stepOf: new Map(
        [...values].flatMap(([code, value]) => {
          const step = stepOf(value, classes);
          return step === undefined ? [] : [[code, step]];
        }),
      ),
    });
    paintLegend(legend, { t, classes, title: titleOf(), area: areas.get(area), onUp: goUp });
  }

  const titleOf = () =>
    [t(`theme.tint.${chosen.tint}`), t(`theme.level.${level ?? 'auto'}`), chosen.per && t('theme.per')]
      .filter(Boolean)
      .join(' · ');

  /** The root says no more than the whole. */
  function goUp() {
    const { areas } = reference();
    const above = areas.get(areas.get(selection.current.area)?.parentCode);
    selection.set({ area: above?.parentCode ? above.code : null, issue: null, ...NO_PLACE });
  }

  // A click on a tinted area is a step down: its own level then, or the next where no level was chosen.
  selection.onChange((now, before) => {
    if (chosen.tint === 'none' || !level) return;
    const clicked = now.point && now.point !== before.point && !now.issue && !now.filing ? now.place : null;
    const into = clicked && level !== 'building' ? reference().areas.ancestorOf(clicked, level)?.code : null;
    if (into && into !== now.area) {
      if (chosen.level !== 'auto') choose({ level: 'auto' });
      selection.set({ area: into });
    }
    paint();
  });
  const timer = setInterval(
    () => document.visibilityState === 'visible' && (chosen.tint !== 'none' || chosen.heat) && paint(),
    EVERY_MS,
  );
  show();

  return {
    element: controls.element,
    destroy() {
      clearInterval(timer);
      cancelAnimationFrame(frame);
    },
  };
}
