// 件件有回音 on walls that are wide enough: the latest answers given today, as far as they are for the public.
import { h, replace } from '../ui/dom.js';
import { placeAndGrid } from '../ui/place.js';
import { publicAnswer, publicly } from './public-view.js';

const MOST = 5;

/** @param {import('../ui/app.js').App} app @param {() => import('../ui/reference.js').Reference} reference */
export function createEchoes({ t, clock, format, nameOf }, reference) {
  const list = h('div', { class: 'echo-list' });
  const element = h(
    'section',
    { class: 'card wide-only' },
    h('div', { class: 'card-head' }, h('h2', null, t('scene.closed')), h('span', null, t('screen.today'))),
    list,
  );
  let drawn = '';
  return {
    element,
    /** @param {import('../live/state.js').LiveState} state */
    show({ recent }) {
      const from = format.dayStart(clock.now());
      const shown = recent
        .filter((issue) => Date.parse(issue.endedAt ?? '') >= from && publicAnswer(issue) !== '')
        .slice(0, MOST);
      const key = shown.map(({ id, version }) => `${id} ${version}`).join();
      if (key === drawn && list.childElementCount > 0) return;
      drawn = key;
      replace(
        list,
        shown.length === 0 && h('p', { class: 'scene-why' }, t('scene.closedNone')),
        shown.map((issue) =>
          h(
            'article',
            null,
            h('strong', null, nameOf(reference().categories.get(issue.category)) || issue.category),
            h('span', null, placeAndGrid(publicly(issue), reference().areas, t)),
            h('p', null, publicAnswer(issue)),
          ),
        ),
      );
    },
  };
}
