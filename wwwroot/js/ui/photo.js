// Photos are shrunk before they are sent: a phone's 12 megapixels say no more than 2,048 pixels, at a tenth of the bytes.
// What the camera wrote of place and time goes along.
import { carryExif } from './exif.js';

const LONGEST_SIDE = 2_048;
const QUALITY = 0.82;

/**
 * @param {Blob} file
 * @returns {Promise<Blob>} JPEG; the file itself where the browser cannot read it into a canvas.
 */
export async function shrinkPhoto(file) {
  /** @type {ImageBitmap} */
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    // An unreadable image: the server judges its bytes and says so.
    return file;
  }
  const part = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * part));
  canvas.height = Math.max(1, Math.round(bitmap.height * part));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return blob instanceof Blob ? carryExif(file, blob) : file;
}
