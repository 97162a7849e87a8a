// What a poster shows: the area, the parts that it falls into, their people as the public board has them, and what serves there.

/** @typedef {import('../contract.js').AreaFeature} AreaFeature */
/** @typedef {import('../contract.js').PlacedPost} PlacedPost */
/** @typedef {import('../contract.js').PublicPost} PublicPost */
/** @typedef {{feature: AreaFeature, name: string, code: string, hue: number, posts: PublicPost[], micro: {name: string, post: PublicPost}[], buildings: Building[]}} Part */
/** @typedef {{feature: AreaFeature, name: string, code: string, posts: PublicPost[], units: Building[]}} Building */
/** @typedef {NonNullable<Awaited<ReturnType<typeof loadPoster>>>} Poster */

/** More parts than this leave no room for their people. */
const MOST_PARTS = 24;
/** Hues of parts, far enough apart on paper; neighbours are told apart by their border and name as well. */
export const HUES = 8;

/** @param {import('../ui/app.js').App} app @param {string|null} code Null: the only root that the account sees. */
export async function loadPoster({ api, insist, settings }, code) {
  const { features } = await insist(api.areas);
  const codes = new Set(features.map(({ properties }) => properties.code));
  const root = code
    ? features.find(({ properties }) => properties.code === code)
    : features.find(({ properties }) => !properties.parentCode || !codes.has(properties.parentCode));
  if (!root) return null;
  const [posts, facilities, base] = await Promise.all([
    insist(() => api.publicPosts(root.properties.code)),
    insist(() => api.facilities(root.properties.code)),
    settings.baseMap ? insist(() => api.baseMap(settings.baseMap?.url ?? '')) : null,
  ]);
  const tree = createTree(features, posts);
  return {
    root: root.properties,
    outline: root,
    posts: tree.posts(root.properties.code),
    parts: partsOf(root, tree, settings.levels),
    lines: tree.below(root.properties.code).filter(({ properties }) => properties.level === 'microgrid'),
    facilities: facilities.features.map(({ properties, geometry }) => ({
      ...properties,
      lon: geometry.coordinates[0] ?? 0,
      lat: geometry.coordinates[1] ?? 0,
    })),
    base: base?.features ?? [],
  };
}

/** @param {AreaFeature[]} features @param {PlacedPost[]} placed */
function createTree(features, placed) {
  /** @type {Map<string, AreaFeature[]>} */
  const children = new Map();
  for (const feature of features) {
    const parent = feature.properties.parentCode ?? '';
    const list = children.get(parent);
    if (list) list.push(feature);
    else children.set(parent, [feature]);
  }
  /** @type {Map<string, PublicPost[]>} */
  const posts = new Map();
  for (const { areaCode, post } of placed) posts.set(areaCode, [...(posts.get(areaCode) ?? []), post]);
  /** @param {string} code @returns {AreaFeature[]} */
  const below = (code) => (children.get(code) ?? []).flatMap((child) => [child, ...below(child.properties.code)]);
  /** @param {string} code */
  const postsOf = (code) => posts.get(code) ?? [];
  return { below, children, posts: postsOf };
}

/**
 * The deepest level of which there are few enough to name everyone; the area itself where nothing lies below but buildings.
 * @param {AreaFeature} root
 * @param {ReturnType<typeof createTree>} tree
 * @param {import('../contract.js').Settings['levels']} levels
 * @returns {Part[]}
 */
function partsOf(root, tree, levels) {
  const below = tree.below(root.properties.code);
  const choice = levels
    .filter(({ code }) => code !== 'building' && code !== 'unit' && code !== 'microgrid')
    .concat(root.properties.level === 'grid' ? levels.filter(({ code }) => code === 'microgrid') : [])
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ code }) => below.filter(({ properties }) => properties.level === code))
    .filter((list) => list.length > 0);
  const parts = choice.findLast((list) => list.length <= MOST_PARTS) ?? choice[0] ?? [root];
  return parts.map((feature, index) => ({
    feature,
    name: feature.properties.name,
    code: feature.properties.code,
    hue: index % HUES,
    posts: tree.posts(feature.properties.code),
    micro: microOf(feature, tree),
    buildings: (feature === root && root.properties.level === 'building'
      ? [root]
      : tree.below(feature.properties.code).filter(({ properties }) => properties.level === 'building')
    ).map((building) => buildingOf(building, tree)),
  }));
}

/** Whom to ask first in each micro-grid of a grid. @param {AreaFeature} feature @param {ReturnType<typeof createTree>} tree */
const microOf = ({ properties }, tree) =>
  (tree.children.get(properties.code) ?? [])
    .filter((child) => child.properties.level === 'microgrid')
    .flatMap(({ properties: { code, name } }) =>
      tree
        .posts(code)
        .slice(0, 1)
        .map((post) => ({ name, post })),
    );

/** @param {AreaFeature} feature @param {ReturnType<typeof createTree>} tree @returns {Building} */
function buildingOf(feature, tree) {
  const { name, code } = feature.properties;
  const units = (tree.children.get(code) ?? []).map((unit) => buildingOf(unit, tree));
  return { feature, name, code, posts: tree.posts(code), units };
}
