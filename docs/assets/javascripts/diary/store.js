// @ts-check
// Where a diary is kept: IndexedDB, on this device alone. A browser may refuse, or have no room: then that is told.
// Two copies of the site on one host share it. So each puts its own address before the name.

import { SITE } from "../common/storage.js";
import { turn } from "./on.js";
import { isEntry } from "./record.js";

/** @typedef {import("./record.js").Entry} Entry */
/** Why something was not kept. @typedef {"full" | "refused" | "newer" | "other_tab" | "failed"} Why */

const NAME = `${SITE}diary`;
const ENTRIES = "entries";

/**
 * What leads from each version of the store to the next, in order: the first makes it. A step that was published never
 * changes, and a new one is added at the end. Each may use the transaction that upgrades.
 * @type {((database: IDBDatabase, upgrade: IDBTransaction) => void)[]}
 */
export const STEPS = [(database) => void database.createObjectStore(ENTRIES, { keyPath: "id" })];

/** What cannot be done with the store, and why. */
export class StoreError extends Error {
  /** @param {Why} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** @param {unknown} error of the browser @returns {StoreError} */
function explained(error) {
  if (error instanceof StoreError) return error;
  const name = error instanceof Error ? error.name : "";
  if (name === "QuotaExceededError") return new StoreError("full");
  if (name === "VersionError") return new StoreError("newer");
  return new StoreError(["SecurityError", "InvalidStateError", "NotAllowedError", "UnknownError"].includes(name) ? "refused" : "failed");
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answerOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(explained(request.error));
  });

/**
 * @param {typeof STEPS} [steps] a test may add one
 * @returns {Promise<IDBDatabase>}
 * @throws {StoreError}
 */
export function openStore(steps = STEPS) {
  return new Promise((resolve, reject) => {
    const refuse = (/** @type {unknown} */ error) => reject(explained(error));
    try {
      const opening = indexedDB.open(NAME, steps.length);
      opening.onupgradeneeded = ({ oldVersion }) => {
        const { result, transaction } = opening;
        for (const step of steps.slice(oldVersion)) step(result, /** @type {IDBTransaction} */ (transaction));
      };
      opening.onblocked = () => reject(new StoreError("other_tab"));
      opening.onerror = () => refuse(opening.error);
      opening.onsuccess = () => {
        // A newer page in another tab may go on: this one opens the store anew when it needs it.
        opening.result.onversionchange = () => opening.result.close();
        resolve(opening.result);
      };
    } catch {
      reject(new StoreError("refused"));
    }
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(entries: IDBObjectStore) => Promise<T>} act
 * @returns {Promise<T>} when it is on the disk
 * @throws {StoreError}
 */
async function inStore(mode, act) {
  const database = await openStore();
  try {
    const transaction = database.transaction(ENTRIES, mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(explained(transaction.error));
    });
    const [told] = await Promise.all([act(transaction.objectStore(ENTRIES)), done]);
    return told;
  } catch (error) {
    throw explained(error);
  } finally {
    database.close();
  }
}

/** @returns {Promise<Entry[]>} all that is kept and can be read @throws {StoreError} */
export const readAll = async () => (await inStore("readonly", (entries) => answerOf(entries.getAll()))).filter(isEntry);

/** @param {Entry[]} all each takes the place of the one with its id. Either all are kept or none. @throws {StoreError} */
export const keep = (...all) => inStore("readwrite", async (entries) => void (await Promise.all(all.map((one) => answerOf(entries.put(one))))));

/** @param {string} id @throws {StoreError} */
export const remove = (id) => inStore("readwrite", async (entries) => void (await answerOf(entries.delete(id))));

/** Deletes all of it. @throws {StoreError} */
export async function forgetAll() {
  turn(false);
  await inStore("readwrite", async (entries) => void (await answerOf(entries.clear())));
  await new Promise((resolve, reject) => {
    const going = indexedDB.deleteDatabase(NAME);
    going.onsuccess = going.onblocked = resolve;
    going.onerror = () => reject(explained(going.error));
  });
}

/** @returns {Promise<boolean>} whether the browser will not delete it by itself; it may ask the patient */
export async function askToLast() {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

/** @returns {Promise<boolean>} whether the browser has said that it will not delete it by itself */
export async function doesLast() {
  try {
    return await navigator.storage.persisted();
  } catch {
    return false;
  }
}
