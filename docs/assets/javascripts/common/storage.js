// @ts-check
// The one way to what a browser keeps for us. It may let us keep nothing: then nothing is kept, and all else works.
// Two copies of this site on one host share the browser's storage. So each puts its own address before its names.
// site.js does so for the colors: it runs before any module can.

/** Where this copy of the site is published, such as "/exercises/". */
export const SITE = new URL("../../../", import.meta.url).pathname;

/** A text that the browser keeps under a name: on this device ("localStorage"), or in this tab ("sessionStorage"). */
export class Stored {
  /**
   * @param {"localStorage" | "sessionStorage"} kind
   * @param {string} name
   * @param {(text: string) => boolean} isOurs whether a text is one of this name; what throws is not
   * @param {string} [site] the address that the name belongs to
   */
  constructor(kind, name, isOurs, site = SITE) {
    this.kind = kind;
    this.key = `${site}${name}`;
    this.isOurs = isOurs;
    this.#takeOver(name);
  }

  /** @returns {string} what is kept; empty if nothing is, or something else */
  read() {
    return this.#ours(this.key) ?? "";
  }

  /** @param {string} text takes the place of the one before @returns {boolean} whether it is kept now */
  write(text) {
    return this.#attempt((storage) => {
      storage.setItem(this.key, text);
      return true;
    }, false);
  }

  /** @returns {boolean} whether nothing is kept now */
  remove() {
    return this.#attempt((storage) => {
      storage.removeItem(this.key);
      return true;
    }, false);
  }

  /**
   * Names had no address before them once. What an older copy kept moves here the first time it is asked for.
   * What is not ours stays: another site on this host may use the bare name too.
   * @param {string} name
   */
  #takeOver(name) {
    const old = this.#ours(name);
    if (old === null || this.read()) return;
    this.#attempt((storage) => {
      storage.setItem(this.key, old);
      storage.removeItem(name);
    }, undefined);
  }

  /** @param {string} key @returns {string | null} what is kept there, if it is ours */
  #ours(key) {
    return this.#attempt((storage) => {
      const text = storage.getItem(key);
      return text !== null && this.isOurs(text) ? text : null;
    }, null);
  }

  /** @template T @param {(storage: Storage) => T} act @param {T} otherwise @returns {T} */
  #attempt(act, otherwise) {
    try {
      return act(globalThis[this.kind]);
    } catch {
      return otherwise;
    }
  }
}
