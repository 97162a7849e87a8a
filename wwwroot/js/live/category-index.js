// Categories (类别) by code, with the top-level category each leaf belongs to. Those out of use have a name for old issues, and
// stand in no list to choose from.

/** @typedef {import('../contract.js').Category} Category */
/** @typedef {ReturnType<typeof createCategoryIndex>} CategoryIndex */

/** @param {Category[]} all With those out of use. */
export function createCategoryIndex(all) {
  /** @type {Map<string, {category: Category, top: Category}>} */
  const byCode = new Map();
  for (const top of all) {
    byCode.set(top.code, { category: top, top });
    for (const leaf of top.children ?? []) byCode.set(leaf.code, { category: leaf, top });
  }
  const inUse = (/** @type {Category} */ category) => !category.retired;
  const tree = all.filter(inUse).map((top) => ({ ...top, children: top.children?.filter(inUse) }));
  return {
    tree,
    /** @type {Category[]} */
    leaves: tree.flatMap((top) => top.children ?? []),
    /** @param {string} code @returns {Category|undefined} */
    get: (code) => byCode.get(code)?.category,
    /** @param {string} code @returns {Category|undefined} */
    topOf: (code) => byCode.get(code)?.top,
    /** @param {string} code @returns {string} */
    icon: (code) => byCode.get(code)?.category.icon ?? byCode.get(code)?.top.icon ?? 'dots',
  };
}
