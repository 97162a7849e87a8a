// Who was signed in last in this browser. The session's cookie is not readable by pages, so that without a network this word alone tells
// whose kept data may be shown: any page that hears of another account writes it, and signing out takes it away.

const KEY = 'account';
const LEAVING = 'account.leaving';

/** @returns {string|null|undefined} Null: nobody; undefined: the browser does not know, as after a crash before it had written the word down. */
export function lastAccount() {
  const word = read(KEY);
  return word === null ? undefined : word || null;
}

/** @param {string} userName */
export function rememberAccount(userName) {
  write(KEY, userName);
  write(LEAVING, null);
}

/** An empty word, which is more than none: none may have been lost. */
export const forgetAccount = () => write(KEY, '');

/** Somebody signed out while the server could not be told: the session ends with the first word that gets through. */
export function leaveLater() {
  forgetAccount();
  write(LEAVING, 'yes');
}

export const isLeaving = () => read(LEAVING) !== null;

/** The server has been told. */
export const hasLeft = () => write(LEAVING, null);

/** What small parts of the page put on shelves of their own, named `part.shelf.account`; names of accounts hold dots too. @param {string} account */
export function clearShelves(account) {
  try {
    for (const key of Object.keys(localStorage))
      if (key.split('.').slice(2).join('.') === account) localStorage.removeItem(key);
  } catch {
    // Storage may be forbidden: then there are no shelves.
  }
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be forbidden: then nothing is kept either.
    return null;
  }
}

/** @param {string} key @param {string|null} value */
function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
