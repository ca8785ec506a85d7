// @ts-check
// On the page of a program: practice starts with what is ticked, or with all where nothing is.

import { find, findAll } from "../common/dom.js";
import { t } from "../common/messages.js";
import { programFragment } from "./fragment.js";

/** @param {HTMLElement} entry @param {string} kind of a tick box @returns {string} the codes of those that are ticked */
const ticked = (entry, kind) =>
  findAll(entry, `input[data-field="${kind}"]`)
    .filter((box) => box instanceof HTMLInputElement && box.checked)
    .map((box) => /** @type {HTMLInputElement} */ (box).value)
    .sort()
    .join("");

/** @param {Document} root */
function start(root) {
  const way = find(root, '[data-part="practice"]', HTMLAnchorElement);
  const all = way.textContent ?? "";
  const program = way.dataset.program ?? "";
  const show = () => {
    const choices = findAll(root, "[data-chosen]")
      .filter((entry) => ticked(entry, "chosen"))
      .map((entry) => ({ code: entry.dataset.chosen ?? "", forms: ticked(entry, "form"), boxes: ticked(entry, "box") }));
    way.hash = programFragment(program, choices);
    way.textContent = choices.length ? t("practice.start_ticked", { count: choices.length }) : all;
  };
  root.addEventListener("change", show);
  // A browser that comes back to a page ticks again what was ticked, and tells nobody.
  addEventListener("pageshow", show);
  show();
}

start(document);
