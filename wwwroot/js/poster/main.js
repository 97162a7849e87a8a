// The wall poster and the plates: one page of paper from the areas and the public board. Composition only.
import { startApp } from '../ui/app.js';
import { byId, h, replace } from '../ui/dom.js';
import { loadPoster } from './data.js';
import { createPlates } from './plates.js';
import { createSheet, SIZES } from './sheet.js';
import { createTools } from './tools.js';

const note = h('p', { class: 'note', role: 'status' });
byId('paper').append(note);
const app = await startApp({ onTrouble: (reason) => replace(note, reason) });
const { t } = app;
const query = new URLSearchParams(location.search);
const area = query.get('area') ?? app.session.areaCode ?? null;
const plates = query.get('plates');
const size = SIZES.find(({ name }) => name === query.get('size')) ?? SIZES[0];
const poster = await loadPoster(app, area);
byId('tools').append(...createTools(app, poster, { size: size?.name ?? 'a3', plates }));
if (!poster) replace(note, t('poster.noArea'));
else {
  document.title = `${poster.root.name} ${t('poster.title')}`;
  const paper = plates ? createPlates(app, poster, plates) : createSheet(app, poster, size);
  replace(byId('paper'), paper.element);
  // Sizes of text are known only with the fonts.
  await document.fonts.ready;
  paper.fit();
}
// For whoever prints without looking: everything is in its place.
document.documentElement.dataset.ready = 'true';
