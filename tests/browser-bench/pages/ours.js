// The product's own way of a message: reducer, tally, map. What a page lays around the map (lists, figures) is not here.
import { createAreaIndex } from '/js/live/area-index.js';
import { isOverdue } from '/js/live/lateness.js';
import { findIssue, reduce, reduceSnapshot } from '/js/live/state.js';
import { createTally } from '/js/live/tally.js';
import { createBattleMap } from '/js/map/battle-map.js';

const { areas, issues, changes } = await (await fetch('/county.json')).json();
const MODE = { code: 'normal', name: '平时' };
let map;
let tally;
let state;
let seq = 0;
let told = 0;

const cursor = () => `00000000-0000-0000-0000-000000000000:${seq}`;

/** From data to the painted picture. */
function begin() {
  const index = createAreaIndex(areas.features);
  tally = createTally(index);
  ({ state } = reduceSnapshot(null, { cursor: cursor(), mode: MODE, issues, recent: [], counts: {} }, null));
  for (const issue of state.open) tally.update(issue.id, issue);
  map = createBattleMap(document.getElementById('map'), {
    areas: index.features,
    base: [],
    baseLayer: null,
    creditWords: { own: '', trouble: '' },
    countOf: (code) => tally.of(code),
    labelOf: (code) => ({ name: index.name(code), line: `在办 ${tally.of(code)}`, weight: tally.of(code) }),
    leaderOf: () => null,
    isOverdue: (issue) => isOverdue(issue, Date.now()),
  });
  map.setIssues(state.open);
}

/** One message of the stream. @param {number} count Changes in it. */
function message(count) {
  const batch = [];
  const from = cursor();
  for (let i = 0; i < count; i++) {
    const { kind, issue } = changes[told++ % changes.length];
    seq++;
    batch.push({ seq, kind, at: issue.reportedAt, data: { id: issue.id, version: issue.version, issue } });
  }
  const step = reduce(state, { from, to: cursor(), changes: batch });
  state = step.state;
  for (const id of step.touched) {
    const issue = findIssue(state, id);
    tally.update(id, issue);
    map.updateIssue(id, issue);
  }
}

window.bench = {
  begin,
  message,
  zoomBy: (step) => map.jumpTo(map.centre(), map.zoom() + step),
  count: () => [...state.open].length + state.recent.length,
};
