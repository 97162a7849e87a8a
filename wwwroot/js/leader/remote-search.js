// What only the server finds: an address in words, and people by name or phone.
import { h, replace } from '../ui/dom.js';

/** @typedef {import('../contract.js').Person} Person */

const WAIT_MS = 250;
const MOST_PEOPLE = 6;
/** An address has a number, in digits or in Chinese; areas by name are found without asking. */
const NUMBERED = /[\d\uff10-\uff19\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]/;
const MAY_FIND_PEOPLE = ['admin', 'leader', 'desk'];

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {(title: string, line: string, run: () => void) => HTMLElement} options.entry
 * @param {(code: string) => boolean} options.isListed No place stands in the list twice.
 * @param {(code: string) => void} options.onArea
 * @param {() => void} options.onAnswer
 */
export function createRemoteSearch({
  app: { t, api, session, explain },
  reference,
  entry,
  isListed,
  onArea,
  onAnswer,
}) {
  const addresses = h('div', { class: 'search-part' });
  const people = h('div', { class: 'search-part' });
  let asked = 0;
  let asking = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {string} text */
  async function findAddress(text) {
    if (!NUMBERED.test(text)) return replace(addresses);
    const ticket = asked;
    const { value, problem } = await api.responsible({ address: text });
    if (ticket !== asked) return;
    const { areas } = reference();
    const found = value?.[0]?.area;
    const candidates = (found ? [found] : (problem?.candidates ?? [])).filter(({ code }) => !isListed(code));
    addresses.classList.remove('is-stale');
    replace(
      addresses,
      candidates.length > 0 && h('h3', null, t(found ? 'leader.searchAddress' : 'leader.searchAddresses')),
      candidates.map(({ code, name }) => {
        const within = areas
          .chain(code)
          .slice(1, 4)
          .map((area) => area.name)
          .join(' · ');
        return entry(name, within, () => onArea(code));
      }),
      // Whether an address is known is no trouble; that the server cannot be asked is.
      problem?.status === 0 && h('p', { class: 'quiet' }, explain(problem)),
    );
  }

  /** To the first post by "ask first". @param {Person} person */
  function wayTo({ name, phone, employer, posts }) {
    const [post] = posts;
    if (!post) return null;
    const { areas } = reference();
    const place = [areas.name(areas.get(post.areaCode)?.parentCode), post.areaName].filter(Boolean).join(' ');
    const more = posts.length > 1 ? t('edit.morePosts', { n: posts.length }) : '';
    return entry(
      `${name} ${phone ?? ''}`.trim(),
      [post.roleName, `${place}${more}`, employer].filter(Boolean).join(' · '),
      () => onArea(post.areaCode),
    );
  }

  /** @param {string} text */
  async function findPeople(text) {
    if (!MAY_FIND_PEOPLE.includes(session.role)) return;
    const ticket = asked;
    const { value } = await api.people(text, MOST_PEOPLE);
    if (ticket !== asked) return;
    const entries = value?.people.flatMap((person) => wayTo(person) ?? []) ?? [];
    people.classList.remove('is-stale');
    replace(people, entries.length > 0 && h('h3', null, t('leader.searchPeople')), entries);
  }

  function forget() {
    asked++;
    asking = false;
    clearTimeout(timer);
    replace(addresses);
    replace(people);
  }

  return {
    element: h('div', { class: 'search-remote' }, addresses, people),
    isAsking: () => asking,
    forget,
    /** @param {string} text */
    find(text) {
      asked++;
      asking = true;
      clearTimeout(timer);
      const ticket = asked;
      // What answers an earlier text stays for the eye and not for the Enter key.
      for (const part of [addresses, people]) part.classList.add('is-stale');
      timer = setTimeout(async () => {
        await Promise.all([findAddress(text), findPeople(text)]);
        if (ticket !== asked) return;
        asking = false;
        onAnswer();
      }, WAIT_MS);
    },
  };
}
