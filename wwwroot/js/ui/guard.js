// A page of which only half came, because the network went away in the middle, is no page at all, and nobody is there to load it anew.
// Stands by itself: it imports nothing, so that nothing that is missing can stop it.

const LOOK_MS = 60_000;

async function look() {
  if (location.pathname !== '/screen') return;
  if (document.body.dataset.scene || document.querySelector('.screen-pairing')) return;
  try {
    if ((await fetch('/health/ready', { cache: 'no-store' })).ok) return location.reload();
  } catch {
    // No server, no page: asked again.
  }
  setTimeout(look, LOOK_MS);
}
setTimeout(look, LOOK_MS);
