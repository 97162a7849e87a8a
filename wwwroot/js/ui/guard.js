// A page of which only half came, because the network went away in the middle, is no page at all: nothing on it answers. This says so and loads
// it anew as soon as the server answers; what has come stays in the browser's cache, so that each try gets further.
// Stands by itself, before every page's own script: it imports nothing, so that nothing that is missing can stop it.

/** Nobody stands before a screen, and what holds up its scenes need not be a file: whatever it is, it has this long. */
const SCREEN_MS = 60_000;
const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;
const TRIES = 'half-page-tries';

const tries = () => Number(sessionStorage.getItem(TRIES) ?? 0);
/** The more was tried, the longer. */
const pause = () => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(10, tries()));

async function isServerThere() {
  try {
    return (await fetch('/health/ready', { cache: 'no-store' })).ok;
  } catch {
    // No server, no page: asked again.
    return false;
  }
}

async function look() {
  if (document.body.dataset.scene || document.querySelector('.screen-pairing')) return;
  if (await isServerThere()) location.reload();
  else setTimeout(look, SCREEN_MS);
}

async function again() {
  if (!(await isServerThere())) {
    setTimeout(again, pause());
    return;
  }
  sessionStorage.setItem(TRIES, String(tries() + 1));
  location.reload();
}

/** Of a stylesheet that did not come some browsers have none, and some one that nobody may read. @param {HTMLLinkElement} link */
function hasCome({ sheet }) {
  try {
    return Boolean(sheet?.cssRules);
  } catch {
    return false;
  }
}

let isHalf = false;

function half() {
  if (isHalf) return;
  isHalf = true;
  say();
  setTimeout(again, pause());
}

/** In both languages and without a stylesheet: neither words nor styles may have come. */
function say() {
  const words = ['网络不好，页面没有载全，正在重试', 'The page did not load completely; trying again'].map((text) => {
    const line = document.createElement('p');
    line.textContent = text;
    return line;
  });
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = '重新载入 Reload';
  button.style.cssText =
    'min-height:48px;padding:0 24px;border:1px solid;border-radius:8px;background:none;color:inherit;font:inherit';
  button.addEventListener('click', () => location.reload());
  const notice = document.createElement('div');
  notice.className = 'half-page';
  notice.setAttribute('role', 'alert');
  notice.style.cssText =
    'position:fixed;inset:0;z-index:9999;display:grid;place-content:center;justify-items:center;gap:12px;padding:24px;background:#0a1628;color:#e6f0fa;font:16px/1.6 system-ui,sans-serif;text-align:center';
  notice.append(...words, button);
  document.body.append(notice);
}

if (location.pathname === '/screen') setTimeout(look, SCREEN_MS);
else {
  const main = document.querySelector('script[src$="/main.js"]');
  main?.addEventListener('error', half);
  main?.addEventListener('load', () => isHalf || sessionStorage.removeItem(TRIES));
  // By now each of them has come or will not come.
  const styles = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="stylesheet"]'));
  if (![...styles].every(hasCome)) half();
}
