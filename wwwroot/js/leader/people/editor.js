// What an account may edit where, as the small buttons of the chain. Whoever may not, sees none of them.
import { h } from '../../ui/dom.js';
import { changeArea, changePerson, pairArea, postNotice } from './place-dialogs.js';
import { appoint, changePost, endPost, replacePost } from './post-dialogs.js';

/** @typedef {import('../../contract.js').PostLine} PostLine */
/** @typedef {import('../../contract.js').ResponsibleStep['area']} ChainArea */
/** @typedef {ReturnType<typeof createEditor>} Editor */

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {import('../surroundings.js').Surroundings} options.surroundings
 * @param {import('../../ui/toast.js').Toasts} options.toasts
 */
export function createEditor({ app, reference, surroundings, toasts }) {
  const { t, api, session, explain, clock } = app;
  /** @type {import('../../contract.js').Role[]|null} */
  let roles = null;
  let open = false;

  /** The past is only looked at. @param {string} code */
  function may(code) {
    if (clock.at()) return false;
    if (session.role === 'admin') return true;
    return session.role === 'leader' && session.areaCodes.some((root) => reference().areas.isWithin(code, root));
  }

  const onTrouble = (/** @type {string} */ reason) => void toasts.show(reason, { tone: 'bad' });

  /** @param {ChainArea} area @param {PostLine|null} vacancy */
  async function fill(area, vacancy) {
    if (!roles) {
      const { value, problem } = await api.roles();
      if (problem) return onTrouble(explain(problem));
      roles = value;
    }
    appoint(app, area, vacancy, { roles, organizations: surroundings.organizations });
  }

  /** @param {string} key @param {string} label @param {string} about @param {() => unknown} run */
  const button = (key, label, about, run) =>
    h(
      'button',
      { type: 'button', class: 'mini', 'aria-label': `${label} ${about}`, data: { key }, on: { click: run } },
      label,
    );

  return {
    may,
    /** Whether all tools are out, and not only those that fill a vacancy. */
    isOpen: () => open,
    toggle() {
      open = !open;
    },
    /** @param {ChainArea} area @param {PostLine} post @returns {HTMLElement[]} */
    postTools(area, post) {
      if (!may(area.code)) return [];
      const { organizations } = surroundings;
      const about = `${area.name} ${post.roleName} ${post.person?.name ?? ''}`.trim();
      const key = (/** @type {string} */ what) => `${what} ${area.code} ${post.id ?? post.role}`;
      const known = post.id ? { ...post, id: post.id } : null;
      if (post.vacant)
        return [
          button(key('appoint'), t('edit.appoint'), about, () => fill(area, post)),
          ...(open && known ? [button(key('end'), t('edit.abolishPost'), about, () => endPost(app, area, known))] : []),
        ];
      if (!open || !known) return [];
      const code = post.person?.code;
      return [
        button(key('replace'), t('edit.replace'), about, () => replacePost(app, area, known, organizations)),
        button(key('end'), t('edit.end'), about, () => endPost(app, area, known)),
        button(key('change'), t('edit.change'), about, () => changePost(app, area, known, organizations)),
        ...(code
          ? [
              button(key('person'), t('edit.personData'), about, () =>
                changePerson(app, code, organizations, onTrouble),
              ),
            ]
          : []),
      ];
    },
    /** @param {ChainArea} area @returns {HTMLElement[]} */
    areaTools(area) {
      if (!open || !may(area.code)) return [];
      const key = (/** @type {string} */ what) => `${what} ${area.code}`;
      return [
        button(key('post'), t('edit.newPost'), area.name, () => fill(area, null)),
        button(key('area'), t('edit.areaData'), area.name, () =>
          changeArea(app, { ...reference().areas.get(area.code), ...area }),
        ),
        button(key('notice'), t('notice.post'), area.name, () => postNotice(app, area)),
        button(key('pair'), t('pairing.pair'), area.name, () => pairArea(app, area, surroundings.organizations, null)),
      ];
    },
  };
}
