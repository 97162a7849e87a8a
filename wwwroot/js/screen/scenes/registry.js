// The scenes by kind. A new kind is one line here; kinds in the settings that are not here are passed over.
import { createClosedScene } from './closed.js';
import { createFiguresScene } from './figures.js';
import { createGridsScene } from './grids.js';
import { createOverdueScene } from './overdue.js';
import { createOverviewScene } from './overview.js';
import { createRankingScene } from './ranking.js';
import { createReplayScene } from './replay.js';
import { createWhoScene } from './who.js';

/** @typedef {import('./player.js').Scene} Scene */
/** @typedef {import('../../contract.js').Issue} Issue */
/**
 * What a scene may use of the page.
 * @typedef {object} SceneContext
 * @property {import('../../ui/app.js').App} app
 * @property {() => import('../../ui/reference.js').Reference} reference
 * @property {() => import('../../live/state.js').LiveState|null} state
 * @property {import('../../map/battle-map.js').BattleMap} map The one map of the page: glide it, never make another.
 * @property {(filter: ((issue: Issue) => boolean)|null) => void} showOnly Of the issues on the map.
 * @property {(codes: ReadonlySet<string>|null) => void} markAreas
 * @property {(code: string|null) => void} focus The area that map and foot speak about.
 * @property {() => Record<string, import('../../contract.js').Figure>|null} figures Today's, as the page shows them.
 * @property {(now: number, format: import('../../ui/format.js').Format) => {from: string, to: string}} week Seven days with today.
 * @property {import('../../live/timeline.js').Timeline} timeline The present or a replay: what the page shows.
 * @property {() => string|null} areaCode What the screen is about; null for the account's areas.
 */

/** @type {Readonly<Record<string, (context: SceneContext) => Scene>>} */
const KINDS = {
  overview: createOverviewScene,
  grids: createGridsScene,
  overdue: createOverdueScene,
  closed: createClosedScene,
  who: createWhoScene,
  figures: createFiguresScene,
  visits: createRankingScene,
  replay: createReplayScene,
};

/** @param {SceneContext} context @returns {Map<string, Scene>} In the usual order. */
export const createScenes = (context) =>
  new Map(Object.entries(KINDS).map(([kind, create]) => [kind, create(context)]));
