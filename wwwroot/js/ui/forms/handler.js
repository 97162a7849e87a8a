// Who takes it: whom the routing rule names first, then everybody whom the posts propose; and who helps.
import { h, replace } from '../dom.js';
import { ruleWords } from '../rule.js';

/** @typedef {import('../../contract.js').IssueDetail} IssueDetail */
/** @typedef {import('../../contract.js').Proposal} Proposal */

/** From this many proposals on they can be searched. */
const MANY = 6;
/** As many as the server takes. */
const MOST_HELPERS = 10;

/**
 * @param {object} options
 * @param {Pick<import('../app.js').App, 't'|'api'|'explain'|'nameOf'|'settings'>} options.app
 * @param {(() => import('../reference.js').Reference)|undefined} options.reference
 * @param {string|null|undefined} options.areaCode Whose posts are proposed.
 * @param {IssueDetail['proposal']} [options.proposal] Whom the rule names; an empty \`to\` leaves it to the rule of each.
 * @param {boolean} [options.helpers] Whether helpers may be named too.
 * @returns {import('./fields.js').Part}
 */
export function handlerPart({ app, reference, areaCode, proposal, helpers = true }) {
  const { t, api, explain } = app;
  const list = h('div', { class: 'proposals', on: { change: showHelpers } });
  const helpList = h('div', { class: 'proposals' });
  const help = h('details', { class: 'helpers', hidden: true }, h('summary', null, t('form.helpers')), helpList);
  const filter = h('input', {
    type: 'search',
    class: 'proposal-filter',
    placeholder: t('form.findHandler'),
    'aria-label': t('form.findHandler'),
    hidden: true,
    on: { input: narrow },
  });

  /** @param {Proposal} proposal @param {'radio'|'checkbox'} type @param {boolean} checked */
  const line = ({ to, name, detail }, type, checked) =>
    h(
      'label',
      { class: 'proposal' },
      h('input', { type, name: type === 'radio' ? 'handler-to' : 'handler-helper', value: to, checked }),
      h('span', null, h('strong', null, name), h('small', null, detail ?? '')),
    );

  const ruled = proposal
    ? h(
        'label',
        { class: 'proposal is-ruled' },
        h('input', { type: 'radio', name: 'handler-to', value: proposal.to, checked: true }),
        h(
          'span',
          null,
          h('strong', null, proposal.name, h('em', { class: 'tag-rule' }, t('form.byRule'))),
          h('small', null, ruleWords(app, reference, proposal.rule, proposal.name)),
        ),
      )
    : null;

  function narrow() {
    const text = filter.value.trim().toLowerCase();
    for (const entry of list.children)
      entry.toggleAttribute('hidden', !entry.textContent?.toLowerCase().includes(text));
  }

  const chosen = () => /** @type {HTMLInputElement|null} */ (list.querySelector('input:checked'))?.value;

  /** Nobody helps himself. */
  function showHelpers() {
    for (const entry of helpList.children) {
      const box = /** @type {HTMLInputElement} */ (entry.querySelector('input'));
      const isLead = box.value === chosen();
      entry.toggleAttribute('hidden', isLead);
      if (isLead) box.checked = false;
    }
  }

  async function fill() {
    replace(list, ruled, h('p', { class: 'quiet' }, t('app.loadingShort')));
    const { value, problem } = await api.handlers(areaCode ?? '');
    if (problem) return replace(list, ruled, h('p', { class: 'quiet' }, explain(problem)));
    const others = value.filter(({ to }) => to !== proposal?.to);
    if (others.length === 0) return replace(list, ruled ?? h('p', { class: 'quiet' }, t('form.noProposals')));
    filter.hidden = others.length <= MANY;
    const kept = chosen();
    replace(
      list,
      ruled,
      others.map((other, i) => line(other, 'radio', other.to === kept || (kept === undefined && i === 0))),
    );
    replace(
      helpList,
      value.map((other) => line(other, 'checkbox', false)),
    );
    help.hidden = !helpers;
    showHelpers();
  }
  void fill();

  return {
    element: h('fieldset', { class: 'choices' }, h('legend', null, t('form.to')), filter, list, help),
    collect: () => {
      const to = chosen();
      if (to === undefined) return t('form.to');
      if (to === '') return {};
      const named = [.../** @type {NodeListOf<HTMLInputElement>} */ (helpList.querySelectorAll('input:checked'))];
      if (named.length > MOST_HELPERS) return t('form.helpersMost', { n: MOST_HELPERS });
      return named.length > 0 ? { to, helpers: named.map((box) => box.value) } : { to };
    },
  };
}
