// @ts-check
// The button that opens the search. All else of the search is fetched only then.

import { part } from "../common/dom.js";

/** @param {Document} root a page with the button and the sheet */
export function start(root) {
  const button = part(root, "search-open");
  const sheet = part(root, "search");
  if (!(sheet instanceof HTMLDialogElement)) throw new Error("the search is no dialog");
  /** @type {Promise<void> | undefined} */
  let ready;
  button.addEventListener("click", () => {
    sheet.showModal();
    ready ??= import("./sheet.js").then(({ start }) => start(sheet));
    ready.catch(() => (ready = undefined));
  });
}
