// What the page works out: the address to go on with, the reader's system, the fingerprint as phones show it.

/** @typedef {'ios'|'android'|'harmony'|'windows'} System */

/**
 * By the name under which this page was reached, where the certificate has it; else by the first that it has.
 * @param {import('../contract.js').Trust} trust
 * @param {{hostname: string}} location
 * @returns {string|null} Null where there is no https.
 */
export function httpsAddress({ offered, hosts, port, publicUrl }, { hostname }) {
  if (publicUrl?.startsWith('https:')) return `${publicUrl}/report`;
  if (!offered) return null;
  const host = hosts.includes(hostname) && hostname !== 'localhost' ? hostname : hosts[0];
  return host ? `https://${host}:${port}/report` : null;
}

/** @param {string} userAgent @returns {System|null} */
export function systemOf(userAgent) {
  if (/HarmonyOS|OpenHarmony|HMSCore/i.test(userAgent)) return 'harmony';
  if (/iPhone|iPad|iPod/i.test(userAgent)) return 'ios';
  if (/Android/i.test(userAgent)) return 'android';
  return /Windows/i.test(userAgent) ? 'windows' : null;
}

/** Eight pairs a line. @param {string} hex @returns {string[]} */
export const fingerprintLines = (hex) =>
  (hex.match(/.{1,16}/g) ?? []).map((line) => (line.match(/../g) ?? []).join(' '));
