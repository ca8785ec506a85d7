// @ts-check
// The diary beside practice, for who asks for one. Practice knows nothing of it: it tells the page what is done.
// All but the box to tick waits until somebody has ticked it.

import { find, findAll, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { isOn, turn } from "./on.js";

/** @param {Document} root @param {string} text */
function say(root, text) {
  for (const place of findAll(root, '[data-part="diary-said"]')) place.textContent = text;
}

/** @param {Document} root */
function start(root) {
  const box = find(root, '[data-field="diary"]', HTMLInputElement);
  const note = part(root, "diary-note");
  box.checked = isOn();
  box.addEventListener("change", async () => {
    const isKept = turn(box.checked);
    if (!isKept) box.checked = isOn();
    say(root, !isKept ? t("diary.refused") : box.checked ? t("diary.is_on") : t("diary.is_off"));
    if (box.checked) void (await import("./store.js")).askToLast();
  });
  note.addEventListener("change", async () => say(root, await (await import("./noting.js")).tell(root, note)));
  root.addEventListener("practice:done", async (event) => {
    say(root, "");
    note.hidden = !isOn();
    if (isOn()) say(root, await (await import("./noting.js")).begin(root, note, /** @type {CustomEvent} */ (event).detail));
  });
}

start(document);
