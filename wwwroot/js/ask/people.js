// Who comes first: pure, so that it can be tried without a page.

/** @typedef {import('../contract.js').AskLink} AskLink */
/** @typedef {import('../contract.js').AskPost} AskPost */
/** @typedef {{link: AskLink, post: AskPost}} Line */

/**
 * The people to show at once: smallest area first, one for each role of an area, nobody twice. A vacancy is told only where it is the very
 * first to ask, and nobody else holds that role there.
 * @param {AskLink[]} chain @param {number} [most]
 * @returns {Line[]}
 */
export function firstPeople(chain, most = 3) {
  /** @type {Line[]} */
  const lines = [];
  const seen = new Set();
  let held = 0;
  for (const [index, link] of chain.entries()) {
    const roles = new Set(link.posts.filter((post) => post.person).map((post) => post.role));
    for (const post of link.posts) {
      if (held === most) return lines;
      const key = post.person ? `${post.person.name} ${post.person.phone ?? post.person.maskedPhone ?? ''}` : '';
      const role = `${link.area.code} ${post.role}`;
      if (seen.has(role) || (key !== '' && seen.has(key))) continue;
      if (!post.person && (index > 0 || lines.length > 0 || roles.has(post.role))) continue;
      seen.add(role);
      if (post.person) {
        seen.add(key);
        held++;
      }
      lines.push({ link, post });
    }
  }
  return lines;
}

/** Everybody else, by area. @param {AskLink[]} chain @param {Line[]} shown @returns {{link: AskLink, posts: AskPost[]}[]} */
export function furtherPeople(chain, shown) {
  const taken = new Set(shown.map(({ post }) => post));
  return chain
    .map((link) => ({ link, posts: link.posts.filter((post) => !taken.has(post)) }))
    .filter(({ posts }) => posts.length > 0);
}

/** The number that is answered whoever holds which post, of the smallest area that has one. @param {AskLink[]} chain */
export const dutyOf = (chain) => chain.find(({ area }) => area.dutyPhone)?.area ?? null;

/** For a tel: link. @param {string} phone */
export const dial = (phone) => `tel:${phone.replace(/[^\d+]/g, '')}`;

/** As people read numbers out: 199 0001 0101. @param {string} phone */
export const spoken = (phone) =>
  /^1\d{10}$/.test(phone) ? phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3') : phone;
