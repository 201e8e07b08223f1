// Where a station keeps its things: one store of names and values, on disk when `put` returns.
const NAME = "piaojue-station";
const KEPT = "kept";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The browser's own store of this computer. */
export async function openStore() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(KEPT);
  const db = await done(opening);
  const read = () => db.transaction(KEPT).objectStore(KEPT);
  const write = (act) =>
    new Promise((resolve, reject) => {
      const all = db.transaction(KEPT, "readwrite", { durability: "strict" });
      all.oncomplete = resolve;
      all.onerror = all.onabort = () => reject(all.error);
      act(all.objectStore(KEPT));
    });
  return {
    get: (name) => done(read().get(name)),
    put: (name, value) => write((kept) => kept.put(value, name)),
    remove: (name) => write((kept) => kept.delete(name)),
    names: async (prefix) => (await done(read().getAllKeys())).filter((name) => name.startsWith(prefix)),
  };
}
