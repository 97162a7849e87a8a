import { readFile } from 'node:fs/promises';
import { unproject } from './plane.mjs';
import { contains, signedArea } from './polygonize.mjs';

/**
 * What the demo files promise, as rules that say in words what is broken.
 *
 * @typedef {import('./plane.mjs').LonLat} LonLat
 * @typedef {{code: string, name: string, level: string, parentCode?: string, households: number}} Properties
 * @typedef {{properties: Properties, geometry: {coordinates: LonLat[][]} | null}} Feature
 * @typedef {object} Demo
 * @property {Feature[]} areas
 * @property {import('./people.mjs').Staff} staff
 * @property {{categories: Record<string, {descriptions: string[], answers: string[]}>}} texts
 * @property {Array<{code: string}>} roles
 * @property {string[]} leaves  codes of the leaf categories
 */

/** @type {Record<string, (demo: Demo) => string[]>} */
export const RULES = {
  'area codes are unique and begin with their parent': ({ areas }) => [
    ...repeated(areas.map((area) => area.properties.code)).map((code) => `${code} comes twice`),
    ...areas.filter(({ properties: { code, parentCode } }) => parentCode && !code.startsWith(parentCode)).map((area) => `${area.properties.code} does not begin with its parent`),
  ],
  'grids and micro-grids tile what they divide': ({ areas }) => [...tiling(areas, 'community', 'grid'), ...tiling(areas, 'grid', 'microgrid')],
  'neighbours share their vertices': ({ areas }) => [...sharing(areas, 'community', 'grid'), ...sharing(areas, 'grid', 'microgrid')],
  'every building lies wholly in its one micro-grid': ({ areas }) => {
    const micro = ofLevel(areas, 'microgrid');
    return ofLevel(areas, 'building').flatMap((building) => {
      const holders = micro.filter((one) => ringOf(building).every((point) => contains(point, ringOf(one))));
      return holders.length === 1 && holders[0]?.properties.code === building.properties.parentCode ? [] : [`${building.properties.name} is not inside its micro-grid`];
    });
  },
  'buildings do not touch each other': ({ areas }) => {
    const buildings = ofLevel(areas, 'building');
    return buildings.flatMap((one, index) => buildings.slice(index + 1).filter((other) => overlaps(ringOf(one), ringOf(other))).map((other) => `${one.properties.name} touches ${other.properties.name}`));
  },
  'there are 120 to 180 buildings, 7 grids and 2 to 4 micro-grids in each': ({ areas }) => {
    const grids = ofLevel(areas, 'grid');
    const buildings = ofLevel(areas, 'building').length;
    return [
      ...(buildings < 120 || buildings > 180 ? [`${buildings} buildings`] : []),
      ...(grids.length === 7 ? [] : [`${grids.length} grids`]),
      ...grids.filter((grid) => childrenOf(areas, grid).length < 2 || childrenOf(areas, grid).length > 4).map((grid) => `${grid.properties.name} has too few or too many micro-grids`),
    ];
  },
  'households add up': ({ areas }) =>
    areas.filter((area) => area.properties.level !== 'unit').flatMap((area) => {
      const sum = childrenOf(areas, area).reduce((total, child) => total + child.properties.households, 0);
      return sum === area.properties.households ? [] : [`${area.properties.name}: ${area.properties.households}, its parts ${sum}`];
    }),
  'exactly one unit has more than 25 households': ({ areas }) => {
    const large = ofLevel(areas, 'unit').filter((unit) => unit.properties.households > 25);
    return large.length === 1 ? [] : [`${large.length} units`];
  },
  'every post has an area, a role and a person that exist, or is vacant': ({ areas, staff, roles }) => {
    const known = { area: new Set(areas.map((area) => area.properties.code)), role: new Set(roles.map((role) => role.code)), person: new Set(staff.people.map((person) => person.code)) };
    return staff.posts.filter((post) => !known.area.has(post.areaCode) || !known.role.has(post.role) || (post.person !== null && !known.person.has(post.person))).map((post) => `post ${post.role} at ${post.areaCode}`);
  },
  'people have names, phones and codes of their own and employers that exist': ({ staff }) => [
    ...(/** @type {const} */ (['code', 'name', 'phone'])).flatMap((key) => repeated(staff.people.map((person) => person[key]))),
    ...staff.people.filter((person) => !/^1990000\d{4}$/.test(person.phone)).map((person) => person.phone),
    ...staff.people.filter((person) => person.employer && !staff.organizations.some((one) => one.code === person.employer)).map((person) => person.name),
  ],
  'three buildings have no leader': ({ staff }) => {
    const vacant = staff.posts.filter((post) => post.role === 'buildingLeader' && post.person === null).length;
    return vacant === 3 ? [] : [`${vacant} have none`];
  },
  'each worker account is a 网格员 of one grid and the accounts point to people': ({ staff }) =>
    staff.accounts.filter((account) => account.role === 'worker' || account.person).flatMap((account) => {
      const posts = staff.posts.filter((post) => post.person === account.person && post.role === 'gridWorker');
      const known = staff.people.some((person) => person.code === account.person);
      return known && (account.role !== 'worker' || posts.length === 1) ? [] : [account.userName];
    }),
  'every leaf category has texts': ({ texts, leaves }) => [
    ...leaves.filter((code) => (texts.categories[code]?.descriptions.length ?? 0) < 3 || (texts.categories[code]?.answers.length ?? 0) < 2),
    ...Object.keys(texts.categories).filter((code) => !leaves.includes(code)),
  ],
};

/** @param {Record<string, string>} files as make() returns them @returns {Promise<Demo>} */
export async function demoOf(files) {
  const [roles, categories] = await Promise.all(['roles', 'categories'].map(async (name) => JSON.parse(await readFile(new URL(`../${name}.json`, import.meta.url), 'utf8'))));
  const leaves = categories.flatMap((/** @type {{children: Array<{code: string}>}} */ top) => top.children.map((leaf) => leaf.code));
  return { areas: JSON.parse(files['areas.geojson'] ?? '').features, staff: JSON.parse(files['people.json'] ?? ''), texts: JSON.parse(files['issues.json'] ?? ''), roles, leaves };
}

/** @param {Record<string, string>} files @returns {Promise<string[]>} what is broken, empty when nothing is */
export async function verify(files) {
  const demo = await demoOf(files);
  return Object.entries(RULES).flatMap(([rule, check]) => check(demo).map((fault) => `Not so: ${rule} (${fault})`));
}

/** @param {Feature[]} areas @param {string} level */
const ofLevel = (areas, level) => areas.filter((area) => area.properties.level === level);

/** @param {Feature[]} areas @param {Feature} parent */
const childrenOf = (areas, parent) => areas.filter((area) => area.properties.parentCode === parent.properties.code);

/** @param {Feature} area @returns {LonLat[]} */
const ringOf = (area) => area.geometry?.coordinates[0] ?? [];

/** Square metres. @param {Feature} area */
const sizeOf = (area) => Math.abs(signedArea(ringOf(area).slice(1).map(unproject)));

/** The parts' sizes sum to the whole's within 0.01 %. @param {Feature[]} areas @param {string} whole @param {string} part */
function tiling(areas, whole, part) {
  return ofLevel(areas, whole).flatMap((area) => {
    const sum = childrenOf(areas, area).filter((child) => child.properties.level === part).reduce((total, child) => total + sizeOf(child), 0);
    return Math.abs(sum / sizeOf(area) - 1) < 1e-4 ? [] : [`${area.properties.name} differs from the sum of its parts`];
  });
}

/** Each edge of a part is an edge of the whole once, or of a neighbour the other way round. @param {Feature[]} areas @param {string} whole @param {string} part */
function sharing(areas, whole, part) {
  return ofLevel(areas, whole).flatMap((area) => {
    const parts = childrenOf(areas, area).filter((child) => child.properties.level === part).flatMap((child) => edgesOf(ringOf(child)));
    const all = new Set(parts);
    const outer = new Set(edgesOf(ringOf(area)));
    const loose = parts.filter((edge) => !outer.has(edge) && !all.has(edge.split('>').reverse().join('>')));
    return loose.length || all.size !== parts.length ? [`${area.properties.name}: ${loose.length} edges meet nothing`] : [];
  });
}

/** @param {LonLat[]} ring closed @returns {string[]} */
function edgesOf(ring) {
  return ring.slice(1).map((to, index) => `${ring[index]}>${to}`);
}

/** Good for boxes of like turn, which is what slabs are. @param {LonLat[]} one @param {LonLat[]} other */
function overlaps(one, other) {
  return one.some((point) => contains(point, other)) || other.some((point) => contains(point, one));
}

/** @param {string[]} list @returns {string[]} */
function repeated(list) {
  return list.filter((item, index) => list.indexOf(item) !== index);
}
