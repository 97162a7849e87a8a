// `/` search, `j`/`k` list, `Esc` close. Keys typed into a field belong to the field.

/** @param {{search: () => void, step: (by: number) => void, close: () => void}} handlers */
export function createKeys({ search, step, close }) {
  const listen = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.matches('input, textarea, select') || target.closest('dialog') !== null;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && target.closest('dialog') === null) return close();
    if (typing) return;
    if (event.key === '/') search();
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', listen);
  return { destroy: () => document.removeEventListener('keydown', listen) };
}
