// A modal question: the browser's own <dialog>, with its focus trap and Esc.
import { h } from './dom.js';

/**
 * @param {object} options
 * @param {string} options.title
 * @param {(Node|string|null)[]} options.body
 * @param {{label: string, tone?: 'primary'|'danger', run: () => boolean|void|Promise<boolean|void>}[]} options.actions A false keeps it open.
 * @param {string} options.cancel
 */
export function openDialog({ title, body, actions, cancel }) {
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-label': title, on: { close: () => dialog.remove() } },
    h(
      'form',
      { method: 'dialog', novalidate: true, on: { submit: (/** @type {Event} */ event) => event.preventDefault() } },
      h('h2', null, title),
      ...body,
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'button', class: 'button', on: { click: close } }, cancel),
        // The last one is what Enter does.
        ...actions.map(({ label, tone = 'primary', run }, i) =>
          h(
            'button',
            {
              type: i === actions.length - 1 ? 'submit' : 'button',
              class: `button button-${tone}`,
              on: {
                click: async (/** @type {Event} */ event) => {
                  const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
                  button.disabled = true;
                  const keep = (await run()) === false;
                  button.disabled = false;
                  if (!keep) close();
                },
              },
            },
            label,
          ),
        ),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return { close, element: dialog };
}
