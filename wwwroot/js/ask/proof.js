// Proof of work against robots: a nonce so that SHA-256(challenge:nonce) begins with enough zero bits. In slices, so that the page stays
// alive; in plain JavaScript, since crypto.subtle is missing on plain http.
import { sha256 } from '@noble/hashes/sha2.js';

/** @typedef {{challenge: string, difficulty: number}} Challenge */

const SLICE_MS = 12;
/** Between two looks at the clock. */
const BATCH = 500;
const BLOCK = 64;
/** The server takes nonces of up to 64 characters. */
const LONGEST_PAD = 40;

/** @param {Uint8Array} hash @param {number} bits @returns {boolean} */
export function hasLeadingZeros(hash, bits) {
  let left = bits;
  for (let i = 0; left > 0; i++, left -= 8) {
    if ((hash[i] ?? 0xff) >> Math.max(0, 8 - left) !== 0) return false;
  }
  return true;
}

/**
 * @param {Challenge} challenge
 * @param {object} [options]
 * @param {() => Promise<void>} [options.pause] Lets the page breathe between slices.
 * @param {(tried: number) => void} [options.onSlice] How many nonces have been tried.
 * @returns {Promise<string>} The nonce.
 */
export async function prove({ challenge, difficulty }, { pause = breathe, onSlice } = {}) {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  // What never changes fills whole blocks and is hashed once.
  const rest = (BLOCK - ((challenge.length + 1) % BLOCK)) % BLOCK;
  const pad = '0'.repeat(rest <= LONGEST_PAD ? rest : 0);
  const start = sha256.create().update(bytes(`${challenge}:${pad}`));
  const work = start.clone();
  const digits = new Uint8Array(16);
  for (let tried = 0; ; ) {
    const slice = performance.now();
    while (performance.now() - slice < SLICE_MS) {
      for (let i = 0; i < BATCH; i++, tried++) {
        const length = write(digits, tried);
        start._cloneInto(work);
        work.update(digits.subarray(0, length));
        if (hasLeadingZeros(work.digest(), difficulty)) return pad + String.fromCharCode(...digits.subarray(0, length));
      }
    }
    onSlice?.(tried);
    await pause();
  }
}

/** Its decimal digits, the last first: any spelling will do as long as no two are alike. @param {Uint8Array} into @param {number} number */
function write(into, number) {
  let rest = number;
  let length = 0;
  do {
    into[length++] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  } while (rest > 0);
  return length;
}

/** A task of its own: timers would wait four milliseconds each. @returns {Promise<void>} */
function breathe() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
