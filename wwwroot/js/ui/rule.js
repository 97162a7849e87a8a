// A routing rule as people say it. On the wire it is "category × level → to", in codes, with an asterisk for any.

/**
 * @param {Pick<import('./app.js').App, 't'|'nameOf'|'settings'>} app
 * @param {(() => import('./reference.js').Reference)|undefined} reference Names of categories; without them the codes.
 * @param {string} rule
 * @param {string|null|undefined} to Name of whom it led to.
 * @returns {string}
 */
export function ruleWords({ t, nameOf, settings }, reference, rule, to) {
  const [, category = '', level = '', code = ''] = /^(\S+) × (\S+) → (.+)$/.exec(rule) ?? [];
  if (category === '') return rule;
  const kind = category === '*' ? t('rule.anyCategory') : nameOf(reference?.().categories.get(category)) || category;
  const at = settings.levels.find((known) => known.code === level);
  return level === '*'
    ? t('rule.byCategory', { category: kind, to: to || code })
    : t('rule.byLevel', { category: kind, level: nameOf(at) || level, to: to || code });
}
