// Asks the browser once not to clear the outbox away when the phone runs short of room.

const KEY = 'outbox.persist';

/**
 * @param {StorageManager|undefined} storage Absent on plain http.
 * @param {Pick<Storage, 'getItem'|'setItem'>} memory
 * @returns {Promise<boolean>} False where it would not promise.
 */
export async function askToPersist(storage, memory) {
  if (!storage?.persist) return false;
  if (await storage.persisted()) return true;
  try {
    if (memory.getItem(KEY)) return false;
    memory.setItem(KEY, 'asked');
  } catch {
    // Storage may be forbidden: then it is asked once a page.
  }
  return storage.persist();
}
