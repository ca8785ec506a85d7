// @ts-check
// What few patients do with plans that they keep: look through them, remove one, save one as a file.
// It waits until it is asked for.

import { find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { decode } from "./format.js";
import { titleOfKept } from "./kept.js";

/** @typedef {import("./kept.js").Kept} Kept */

/**
 * @param {Kept[]} plans
 * @param {(plan: string) => void} remove
 * @returns {HTMLElement[]} a row for each, with buttons that open and remove it
 */
export const rowsOf = (plans, remove) =>
  plans.map((kept, at) => {
    const found = decode(kept.plan);
    const count = found.kind === "plan" ? found.plan.entries.length : 0;
    const name = make("p", "label", make("bdi", "", titleOfKept(kept)));
    name.id = `kept-${at}`;
    const button = (/** @type {string} */ look, /** @type {string} */ text, /** @type {() => void} */ act) => {
      const made = make("button", look, text);
      made.addEventListener("click", act);
      made.setAttribute("aria-describedby", name.id);
      return made;
    };
    const open = button("button first", t("plan.open"), () => void (location.hash = kept.plan));
    const away = button("", t("plan.remove_it"), () => remove(kept.plan));
    return make("li", "", name, make("p", "", t("plan.kept_size", { count })), make("p", "", open, " ", away));
  });

/**
 * Asks before anything is removed.
 * @param {Document} root
 * @param {Kept} kept
 * @param {() => void} remove what is done if the patient is sure
 */
export function ask(root, kept, remove) {
  const sure = find(root, '[data-part="sure"]', HTMLDialogElement);
  part(sure, "sure-what").textContent = t("plan.remove_sure", { name: titleOfKept(kept) });
  const [yes, no] = ["sure", "stay"].map((name) => find(sure, `[data-do="${name}"]`, HTMLButtonElement));
  no.onclick = () => sure.close();
  yes.onclick = () => {
    sure.close();
    remove();
  };
  sure.showModal();
}

/**
 * Saves a plan as a file: a small page that leads to its link. No browser deletes it by itself.
 * @param {string} name
 * @param {string} link in full
 */
export function saveAsFile(name, link) {
  const page = document.implementation.createHTMLDocument(name);
  page.documentElement.lang = document.documentElement.lang;
  const [letters, way] = [make("meta", ""), make("a", "", t("plan.file_open", { name }))];
  letters.setAttribute("charset", "utf-8");
  way.setAttribute("href", link);
  page.head.prepend(letters);
  page.body.append(way);
  const href = `data:text/html;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(page))}`;
  Object.assign(document.createElement("a"), { href, download: `${t("plan.file_name")}.html` }).click();
}
