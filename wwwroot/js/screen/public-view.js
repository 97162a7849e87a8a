// What the hall may know of an issue. The server already gives a screen's account no more than this; whoever opens the
// page as somebody else sees no more either.

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Photo} Photo */

/** @param {string|null|undefined} time */
const at = (time) => (time ? Date.parse(time) : Number.NaN);

/** @param {Issue} issue */
const isVerified = ({ status }) => status === 'verified' || status === 'closed';

/** @param {Issue} issue @returns {Issue} The same with no address that was not cleared and no unit: for words about its place. */
export function publicly(issue) {
  return { ...issue, unitCode: null, address: issue.cleared ? issue.address : null };
}

/** @param {Issue} issue @returns {string} Empty where it is not for the public. */
export const publicAnswer = (issue) => (issue.cleared && isVerified(issue) ? (issue.answer ?? '') : '');

/**
 * What the desk saw when it cleared the issue, and the after-photo that a verifier saw.
 * @param {Issue} issue
 * @returns {{before: Photo|null, after: Photo|null}} The first of before, the last of after.
 */
export function publicPhotos(issue) {
  const cleared = issue.cleared ? at(issue.clearedAt) : Number.NaN;
  const photos = (issue.photos ?? []).filter(
    ({ addedAt, kind }) =>
      at(addedAt) <= cleared ||
      (issue.cleared && kind === 'after' && isVerified(issue) && at(addedAt) <= at(issue.verifiedAt)),
  );
  return {
    before: photos.find(({ kind }) => kind === 'before') ?? null,
    after: photos.findLast(({ kind }) => kind === 'after') ?? null,
  };
}
