// The same county each time: 3,376 areas that anybody may see (405 grids, 2,971 micro-grids), their communities and
// streets around them, and 20,000 open issues. Nothing is read from outside; a seed of its own replaces Math.random.

const GRIDS = 405;
const MICROS = 2_971;
const ISSUES = 20_000;
const STREETS = 3;
const COMMUNITIES = 21;
/** Degrees, south-west corner and size: some 45 km by 30 km. */
const COUNTY = { west: 118, south: 34.6, east: 118.5, north: 34.87 };
/** Points on each side of an outline: as many as a drawn border has, not a rectangle's two. */
const SIDE = 6;
const STATUSES = ['reported', 'accepted', 'dispatched', 'inProgress', 'resolved'];
const CATEGORIES = ['environment.dirtyStreet', 'safety.flyingWire', 'order.parking', 'facility.lamp'];

/** @typedef {{west: number, south: number, east: number, north: number}} Box */

/** Numbers of [0, 1), always the same. @param {number} seed */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Borders bend, and those of neighbours alike. @param {number} lon @param {number} lat @returns {[number, number]} */
function bent(lon, lat) {
  const u = (lon - COUNTY.west) * 180;
  const v = (lat - COUNTY.south) * 230;
  const x = lon + 0.0011 * Math.sin(v * 1.7 + 0.6 * Math.sin(u)) + 0.0004 * Math.sin(v * 7.1 + u * 3.3);
  const y = lat + 0.0009 * Math.sin(u * 1.3 + 0.5 * Math.sin(v)) + 0.0003 * Math.sin(u * 6.7 - v * 2.9);
  return [Number(x.toFixed(6)), Number(y.toFixed(6))];
}

/** @param {Box} box @returns {[number, number][]} A closed ring. */
function ringOf({ west, south, east, north }) {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  /** @type {[number, number][]} */
  const ring = [];
  corners.forEach(([x0 = 0, y0 = 0], i) => {
    const [x1 = 0, y1 = 0] = corners[(i + 1) % 4] ?? [];
    for (let k = 0; k < SIDE; k++) ring.push(bent(x0 + ((x1 - x0) * k) / SIDE, y0 + ((y1 - y0) * k) / SIDE));
  });
  ring.push(ring[0] ?? [0, 0]);
  return ring;
}

/** A box as so many boxes in rows. @param {Box} box @param {number} count @param {number} columns @returns {Box[]} */
function split({ west, south, east, north }, count, columns) {
  const rows = Math.max(1, Math.round(count / columns));
  const boxes = [];
  for (let row = 0, done = 0; row < rows; row++) {
    const here = Math.floor(((row + 1) * count) / rows) - done;
    done += here;
    for (let i = 0; i < here; i++)
      boxes.push({
        west: west + ((east - west) * i) / here,
        east: west + ((east - west) * (i + 1)) / here,
        south: south + ((north - south) * row) / rows,
        north: south + ((north - south) * (row + 1)) / rows,
      });
  }
  return boxes;
}

/** How many of `total` the part `i` of `parts` gets. @param {number} total @param {number} parts @param {number} i */
const share = (total, parts, i) => Math.floor(((i + 1) * total) / parts) - Math.floor((i * total) / parts);

/** Areas and issues as the pages know them (`contract.js`). */
export function createCounty() {
  const random = createRandom(20_26);
  /** @type {object[]} */
  const features = [];
  /** @type {{code: string, box: Box}[]} */
  const micros = [];
  /** @param {string} code @param {string} name @param {string} level @param {string|null} parentCode @param {Box} box */
  function area(code, name, level, parentCode, box) {
    features.push({
      type: 'Feature',
      properties: { code, name, level, parentCode, mode: 'normal' },
      geometry: { type: 'Polygon', coordinates: [ringOf(box)] },
    });
  }

  let community = 0;
  let grid = 0;
  area('99', '基准县', 'district', null, COUNTY);
  split(COUNTY, STREETS, 3).forEach((streetBox, s) => {
    const street = `99${s + 1}`;
    area(street, `${s + 1}街道`, 'street', '99', streetBox);
    for (const communityBox of split(streetBox, COMMUNITIES / STREETS, 2)) {
      const home = `${street}${String(community).padStart(2, '0')}`;
      area(home, `${community + 1}社区`, 'community', street, communityBox);
      for (const gridBox of split(communityBox, share(GRIDS, COMMUNITIES, community), 5)) {
        const code = `${home}${String(grid).padStart(3, '0')}`;
        area(code, `${grid + 1}网格`, 'grid', home, gridBox);
        split(gridBox, share(MICROS, GRIDS, grid), 4).forEach((box, m) => {
          area(`${code}${m}`, `${m + 1}号微网格`, 'microgrid', code, box);
          micros.push({ code: `${code}${m}`, box });
        });
        grid++;
      }
      community++;
    }
  });

  /** @param {number} i */
  function issue(i) {
    // The square makes some micro-grids busier than others.
    const home = micros[Math.floor(random() ** 1.5 * micros.length)] ?? micros[0];
    const { west, south, east, north } = /** @type {{box: Box}} */ (home).box;
    const [lon, lat] = bent(west + (east - west) * random(), south + (north - south) * random());
    return {
      id: `${(0x10000000 + Math.floor(random() * 0xefffffff)).toString(16)}-0000-4000-8000-${String(i).padStart(12, '0')}`,
      number: `20261122${String(i).padStart(8, '0')}`,
      version: 1,
      category: CATEGORIES[Math.floor(random() * CATEGORIES.length)],
      status: STATUSES[Math.floor(random() * STATUSES.length)],
      urgent: false,
      source: 'benchmark',
      location: { lon, lat },
      areaCode: home?.code,
      reportedAt: '2026-11-20T08:00:00Z',
      stageStartedAt: '2026-11-20T08:00:00Z',
      dueAt: random() < 0.2 ? '2026-11-20T09:00:00Z' : '2036-11-20T09:00:00Z',
      caseDueAt: '2036-11-21T08:00:00Z',
      reportedBy: '基准',
      cleared: false,
      photos: [],
    };
  }
  const issues = Array.from({ length: ISSUES }, (_, i) => issue(i));
  return { areas: { type: 'FeatureCollection', features }, issues, changes: changesOf(issues, random, issue) };
}

/**
 * What happens then: half of it a new status, a quarter a case that ends, a quarter a new report.
 * @param {any[]} issues @param {() => number} random @param {(i: number) => any} report
 */
function changesOf(issues, random, report) {
  const open = issues.slice();
  return Array.from({ length: 4_000 }, (_, i) => {
    const what = i % 4;
    if (what === 3) {
      const issue = { ...report(ISSUES + i), status: 'reported' };
      open.push(issue);
      return { kind: 'issue.reported', issue };
    }
    const at = Math.floor(random() * open.length);
    const before = open[at];
    const status = what === 1 ? 'closed' : STATUSES[(STATUSES.indexOf(before.status) + 1) % STATUSES.length];
    const issue = { ...before, status, version: before.version + 1 };
    if (what === 1) {
      issue.endedAt = new Date(Date.UTC(2026, 10, 22, 8, 0, 0, i)).toISOString();
      open.splice(at, 1);
    } else open[at] = issue;
    return { kind: what === 1 ? 'issue.closed' : 'issue.dispatched', issue };
  });
}
