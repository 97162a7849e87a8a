// The area tree (区域) as pages ask for it: parents, children, names, and what lies under a code.

/** @typedef {import('../contract.js').AreaFeature} AreaFeature */
/** @typedef {import('../contract.js').AreaProperties} AreaProperties */
/** @typedef {ReturnType<typeof createAreaIndex>} AreaIndex */

/** @param {AreaFeature[]} features */
export function createAreaIndex(features) {
  /** @type {Map<string, AreaFeature>} */
  const byCode = new Map(features.map((feature) => [feature.properties.code, feature]));
  /** @type {Map<string|null, string[]>} */
  const children = new Map();
  for (const { properties } of features) {
    const parent = properties.parentCode && byCode.has(properties.parentCode) ? properties.parentCode : null;
    const list = children.get(parent);
    if (list) list.push(properties.code);
    else children.set(parent, [properties.code]);
  }

  /** @param {string|null|undefined} code @returns {AreaProperties|undefined} */
  const get = (code) => (code ? byCode.get(code)?.properties : undefined);

  /**
   * The area itself first, the root last.
   * @param {string|null|undefined} code
   * @returns {AreaProperties[]}
   */
  function chain(code) {
    const result = [];
    for (let area = get(code); area && result.length < 16; area = get(area.parentCode)) result.push(area);
    return result;
  }

  /** @param {string|null|undefined} code @param {string} ancestor @returns {boolean} */
  const isWithin = (code, ancestor) => chain(code).some((area) => area.code === ancestor);

  return {
    features,
    get,
    chain,
    isWithin,
    /** @param {string} code @returns {AreaFeature|undefined} */
    feature: (code) => byCode.get(code),
    /** @param {string|null} code @returns {readonly string[]} */
    children: (code) => children.get(code) ?? [],
    /** @param {string} level @returns {AreaFeature[]} */
    ofLevel: (level) => features.filter((feature) => feature.properties.level === level),
    /**
     * The area of this level that holds the code, itself included.
     * @param {string|null|undefined} code
     * @param {string} level
     * @returns {AreaProperties|undefined}
     */
    ancestorOf: (code, level) => chain(code).find((area) => area.level === level),
    /** @param {string|null|undefined} code @returns {string} */
    name: (code) => get(code)?.name ?? '',
  };
}
