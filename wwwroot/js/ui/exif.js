// A canvas forgets what the camera wrote. What it wrote of place and time is carried over from the file to the smaller picture;
// the server reads it and then strips it.

const PREFIX = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION = 0x0112;
const UPRIGHT = 1;

/**
 * The EXIF segment of a JPEG, marker and all, with the orientation set to upright: the canvas has turned the picture already.
 * @param {Uint8Array} jpeg
 * @returns {Uint8Array|null}
 */
export function exifOf(jpeg) {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return null;
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.length);
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; ) {
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > jpeg.length) return null;
    if (jpeg[at + 1] === 0xe1 && PREFIX.every((byte, i) => jpeg[at + 4 + i] === byte)) {
      const segment = jpeg.slice(at, end);
      setUpright(segment);
      return segment;
    }
    at = end;
  }
  return null;
}

/**
 * @param {Blob} original
 * @param {Blob} shrunk A JPEG.
 * @returns {Promise<Blob>} The shrunk picture with the original's EXIF, where it has any.
 */
export async function carryExif(original, shrunk) {
  // EXIF stands before all else and is 64 kB at most.
  const exif = exifOf(new Uint8Array(await original.slice(0, 256 * 1024).arrayBuffer()));
  if (!exif) return shrunk;
  const start = new Uint8Array([0xff, 0xd8]);
  return new Blob([start, /** @type {BlobPart} */ (exif), shrunk.slice(2)], { type: 'image/jpeg' });
}

/** @param {Uint8Array} segment */
function setUpright(segment) {
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, segment.length - 10);
  if (tiff.byteLength < 8) return;
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return;
  const entries = tiff.getUint16(directory, little);
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= tiff.byteLength; i++, at += 12) {
    if (tiff.getUint16(at, little) === ORIENTATION) tiff.setUint16(at + 8, UPRIGHT, little);
  }
}
