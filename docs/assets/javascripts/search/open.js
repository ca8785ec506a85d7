// @ts-check
// The button that opens the search. All else of the search is fetched only then.

import { find, part } from "../common/dom.js";

/** @param {Document} root a page with the button and the sheet */
export function start(root) {
  const button = part(root, "search-open");
  const sheet = part(root, "search");
  if (!(sheet instanceof HTMLDialogElement)) throw new Error("the search is no dialog");
  /** @type {Promise<void> | undefined} */
  let ready;
  const open = () => {
    sheet.showModal();
    ready ??= import("./sheet.js").then(({ start }) => start(sheet));
    ready.catch(() => (ready = undefined));
  };
  button.addEventListener("click", open);
  // What somebody typed in another language, behind #: a host does not receive it, and the browser's history does not keep it.
  const asked = new URLSearchParams(location.hash.slice(1)).get("search");
  if (!asked) return;
  history.replaceState(null, "", location.pathname + location.search);
  find(sheet, "input", HTMLInputElement).value = asked;
  open();
}
