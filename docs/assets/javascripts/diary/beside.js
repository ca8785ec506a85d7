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
  const offer = part(root, "diary-offer");
  /** What was done while there was no diary. @type {import("./record.js").Done[]} */
  let unkept = [];
  box.checked = isOn();
  // Until now a tick would have been lost.
  box.disabled = false;
  part(root, "diary-take").addEventListener("click", async () => {
    if (!turn(true)) return say(root, t("diary.refused"));
    const [{ begin }, { askToLast }] = await Promise.all([import("./noting.js"), import("./store.js")]);
    box.checked = true;
    note.hidden = false;
    offer.hidden = true;
    for (const done of unkept) say(root, await begin(root, note, done));
    unkept = [];
    find(note, "select", HTMLElement).focus();
    return void askToLast();
  });
  box.addEventListener("change", async () => {
    const isKept = turn(box.checked);
    if (!isKept) box.checked = isOn();
    say(root, !isKept ? t("diary.refused") : box.checked ? t("diary.is_on") : t("diary.is_off"));
    if (box.checked) void (await import("./store.js")).askToLast();
  });
  note.addEventListener("change", async () => say(root, await (await import("./noting.js")).tell(root, note)));
  root.addEventListener("practice:done", async (event) => {
    say(root, "");
    const { detail } = /** @type {CustomEvent} */ (event);
    const isDone = detail.done.repetitions + detail.done.seconds > 0;
    if (isOn()) unkept = [];
    else if (isDone) unkept.push(detail);
    offer.hidden = !unkept.length;
    // What is left out takes nothing from what was written down before.
    if (isOn() && detail.done.skipped && !isDone) return;
    note.hidden = !isOn();
    if (isOn()) say(root, await (await import("./noting.js")).begin(root, note, detail));
  });
}

start(document);
