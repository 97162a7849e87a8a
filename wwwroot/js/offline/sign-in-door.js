// The way to the sign-in page and back. The server shows it at the address that was asked for; a page that comes from the phone's own cache
// asks for it by name.

const NAME = 'sign-in';

/** Nobody is signed in. */
export function toSignIn() {
  if (!navigator.serviceWorker?.controller) return location.reload();
  location.replace(`${location.pathname}?${NAME}`);
}

/** Somebody is: the page that was asked for. */
export function fromSignIn() {
  const url = new URL(location.href);
  if (!url.searchParams.has(NAME)) return location.reload();
  url.searchParams.delete(NAME);
  location.replace(url);
}
