// Categories (类别) by code, with the top-level category each leaf belongs to.

/** @typedef {import('../contract.js').Category} Category */
/** @typedef {ReturnType<typeof createCategoryIndex>} CategoryIndex */

/** @param {Category[]} tree */
export function createCategoryIndex(tree) {
  /** @type {Map<string, {category: Category, top: Category}>} */
  const byCode = new Map();
  for (const top of tree) {
    byCode.set(top.code, { category: top, top });
    for (const leaf of top.children ?? []) byCode.set(leaf.code, { category: leaf, top });
  }
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
