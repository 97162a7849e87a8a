// The bar on top: where one is, how fresh it is, who is signed in.
import { createConnectionChip, createStaleBanner } from '../ui/connection-chip.js';
import { byId, h } from '../ui/dom.js';
import { createAccountMenu } from './account-menu.js';
import { plainNote } from './plain-note.js';

/** @param {import('../ui/app.js').App} app @param {Parameters<typeof createAccountMenu>[1]} menu */
export function createBar(app, menu) {
  const title = h('h1');
  const chip = createConnectionChip(app);
  const banner = createStaleBanner(app, { isPhone: true });
  byId('bar').append(title, chip.element, createAccountMenu(app, menu));
  byId('bar').after(banner.element, plainNote(app.t) ?? '');
  return {
    title,
    chip,
    destroy() {
      chip.destroy();
      banner.destroy();
    },
  };
}
