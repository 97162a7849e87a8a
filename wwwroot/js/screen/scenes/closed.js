// 件件有回音: what was closed today, with the answers and the photos that were cleared for the public.
import { h, replace } from '../../ui/dom.js';
import { placeAndGrid } from '../../ui/place.js';
import { publicAnswer, publicly, publicPhotos } from '../public-view.js';
import { createPanel, emptyState, pagesOf } from './panel.js';

/** @typedef {import('../../contract.js').Issue} Issue */

const SIZE = 6;
const MOST_PAGES = 3;

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createClosedScene({ app, reference, state, figures }) {
  const { t, api, clock, format, nameOf } = app;
  const panel = createPanel('closed', t('scene.closed'));
  let page = 0;
  let drawn = '';

  /** @returns {Issue[]} Those with photos first, then those with an answer, each the newest first. */
  function closed() {
    const from = format.dayStart(clock.now());
    const worth = (/** @type {Issue} */ issue) => {
      const { before, after } = publicPhotos(issue);
      return (before && after ? 4 : before || after ? 2 : 0) + (publicAnswer(issue) ? 1 : 0);
    };
    return (state()?.recent ?? [])
      .filter(({ status, endedAt }) => status === 'closed' && Date.parse(endedAt ?? '') >= from)
      .map((issue) => ({ issue, worth: worth(issue), ended: Date.parse(issue.endedAt ?? '') }))
      .sort((a, b) => b.worth - a.worth || b.ended - a.ended)
      .map(({ issue }) => issue);
  }

  /** @param {Issue} issue @param {import('../../contract.js').Photo} photo @param {string} word */
  const picture = (issue, photo, word) =>
    h(
      'figure',
      null,
      h('img', { src: api.photoUrl(issue.id, photo.id, 'screen'), alt: word, decoding: 'async' }),
      h('figcaption', null, word),
    );

  /** @param {Issue} issue */
  function card(issue) {
    const { before, after } = publicPhotos(issue);
    const answer = publicAnswer(issue);
    const took = Date.parse(issue.resolvedAt ?? issue.endedAt ?? '') - Date.parse(issue.reportedAt);
    const photos = before || after;
    return h(
      'article',
      { class: `echo${photos ? ' has-photos' : ''}`, data: { id: issue.id } },
      photos &&
        h(
          'div',
          { class: 'echo-photos' },
          before && picture(issue, before, t('scene.before')),
          after && picture(issue, after, t('scene.after')),
        ),
      h('strong', null, nameOf(reference().categories.get(issue.category)) || issue.category),
      h('span', { class: 'echo-place' }, placeAndGrid(publicly(issue), reference().areas, t)),
      h('p', { class: answer ? 'echo-answer' : 'echo-answer is-none' }, answer || t('scene.answerPrivate')),
      h(
        'span',
        { class: 'echo-foot' },
        h('span', null, Number.isNaN(took) ? '' : t('scene.took', { span: format.span(took) })),
        issue.rating &&
          h(
            'b',
            { class: issue.rating.satisfied ? 'is-good' : 'is-bad' },
            t(issue.rating.satisfied ? 'issue.satisfied' : 'issue.notSatisfied'),
          ),
      ),
    );
  }

  const count = () => panel.note(t('scene.closedNote', { n: figures()?.closed?.value ?? closed().length }));

  function draw() {
    const all = closed();
    count();
    const from = Math.min(page, pagesOf(all.length, SIZE, MOST_PAGES) - 1) * SIZE;
    const shown = all.slice(from, from + SIZE);
    const key = shown.map(({ id, version }) => `${id} ${version}`).join();
    if (key === drawn && panel.body.childElementCount > 0) return;
    drawn = key;
    panel.body.classList.toggle('is-few', shown.length <= 2);
    if (shown.length === 0) replace(panel.body, emptyState(t('scene.closedNone'), t('scene.closedNoneWhy')));
    else replace(panel.body, shown.map(card));
  }

  return {
    kind: 'closed',
    layout: 'wide',
    element: panel.element,
    canShow: () => closed().length > 0,
    turns: () => pagesOf(closed().length, SIZE, MOST_PAGES),
    seconds: (configured) => Math.max(10, configured / pagesOf(closed().length, SIZE, MOST_PAGES)),
    enter(turn) {
      page = turn;
      draw();
    },
    // What is being read stays: the next page has the newer ones.
    update() {
      count();
      if (panel.body.querySelector('.scene-empty')) draw();
    },
    leave() {
      // Pictures of months would add up.
      drawn = '';
      replace(panel.body);
    },
    destroy() {},
  };
}
