// A photo's PUT by XMLHttpRequest: fetch still tells nothing about the progress of what it sends.

/** @typedef {import('../contract.js').Photo} Photo */

/**
 * @param {string} url
 * @param {Blob} blob
 * @param {(part: number) => void} [onProgress] 0 to 1.
 * @returns {Promise<import('../contract.js').Result<Photo>>}
 */
export function uploadPhoto(url, blob, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('content-type', blob.type || 'application/octet-stream');
    request.timeout = 120_000;
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    const lost = () => resolve({ problem: { status: 0, code: 'network.unreachable' } });
    request.onerror = lost;
    request.ontimeout = lost;
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve({ value: body });
      else resolve({ problem: { ...body, status: request.status, code: body?.code ?? `http.${request.status}` } });
    };
    request.send(blob);
  });
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's HTML page: the status alone is told.
    return null;
  }
}
