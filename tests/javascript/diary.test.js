import assert from "node:assert/strict";
import { test } from "node:test";

import { openStore } from "../../docs/assets/javascripts/diary/store.js";

/** @param {unknown} found what stands for the browser's own store */
const setStore = (found) => Object.defineProperty(globalThis, "indexedDB", { configurable: true, value: found });

/** @param {string} name of an error @returns {object} a store that is refused when it is opened, as in a private window */
const refusing = (name) => ({
  open() {
    const request = { error: new DOMException("", name), onerror: () => {} };
    setTimeout(() => request.onerror());
    return request;
  },
});

test("a store that a browser does not open is told by why", async () => {
  const throwing = {
    open() {
      throw new DOMException("", "SecurityError");
    },
  };
  for (const [found, why] of /** @type {[unknown, string][]} */ ([
    [throwing, "refused"],
    [undefined, "refused"],
    [refusing("InvalidStateError"), "refused"],
    [refusing("UnknownError"), "refused"],
    [refusing("QuotaExceededError"), "full"],
    [refusing("VersionError"), "newer"],
    [refusing("AbortError"), "failed"],
  ])) {
    setStore(found);
    await assert.rejects(openStore(), { why });
  }
});
