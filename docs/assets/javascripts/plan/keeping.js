// @ts-check
// What few patients do with plans that they keep: look through them, remove or replace one, save one as a file.
// It waits until it is asked for.

import { find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { decode } from "./format.js";
import { titleOfKept } from "./kept.js";
import { from } from "./phone.js";

/** @typedef {import("./kept.js").Kept} Kept */

/**
 * @param {Kept[]} plans
 * @param {(plan: string) => void} remove
 * @returns {HTMLElement[]} a row for each, with buttons that open and remove it
 */
export const rowsOf = (plans, remove) =>
  plans.map((kept, at) => {
    const found = decode(kept.plan);
    const plan = found.kind === "plan" ? found.plan : { clinic: "", entries: [] };
    const about = make("div", "", make("p", "label", make("bdi", "", titleOfKept(kept))));
    about.id = `kept-${at}`;
    // Two plans can have one name: what tells them apart is read aloud at their buttons, too.
    if (!at && plans.length > 1) about.append(make("p", "about", t("plan.kept_newest")));
    about.append(...from({ clinic: plan.clinic, phone: "" }), make("p", "", t("plan.kept_size", { count: plan.entries.length })));
    const button = (/** @type {string} */ look, /** @type {string} */ text, /** @type {() => void} */ act) => {
      const made = make("button", look, text);
      made.addEventListener("click", act);
      made.setAttribute("aria-describedby", about.id);
      return made;
    };
    const open = button("button first", t("plan.open"), () => void (location.hash = kept.plan));
    const away = button("", t("plan.remove_it"), () => remove(kept.plan));
    return make("li", "", about, make("p", "", open, " ", away));
  });

/** @param {string} plan the fragment @returns {string} the clinic that it names, in small letters */
function clinicOf(plan) {
  const read = decode(plan);
  return read.kind === "plan" ? read.plan.clinic.toLowerCase() : "";
}

/** @param {Kept[]} plans @param {string} plan the fragment @returns {Kept | undefined} the latest other one that names the same clinic */
function findOlder(plans, plan) {
  const clinic = clinicOf(plan);
  return plans.find((one) => clinic && one.plan !== plan && clinicOf(one.plan) === clinic);
}

/**
 * @param {Document} root
 * @param {string} what is asked
 * @param {[string, () => void][]} answers the words of each, and what it does. Who closes the question does nothing.
 */
function ask(root, what, answers) {
  const sure = find(root, '[data-part="sure"]', HTMLDialogElement);
  part(sure, "sure-what").textContent = what;
  answers.forEach(([words, act], at) => {
    const button = find(sure, `[data-do="${["sure", "stay"][at]}"]`, HTMLButtonElement);
    button.textContent = words;
    button.onclick = () => {
      sure.close();
      act();
    };
  });
  sure.showModal();
}

/**
 * Asks before anything is removed.
 * @param {Document} root
 * @param {Kept} kept
 * @param {() => void} remove what is done if the patient is sure
 */
export const askToRemove = (root, kept, remove) =>
  ask(root, t("plan.remove_sure", { name: titleOfKept(kept) }), [
    [t("plan.sure"), remove],
    [t("plan.stay"), () => {}],
  ]);

/**
 * Keeps a plan. A clinic that corrects one sends another: the older must not be taken for it, so we ask what becomes of that.
 * @param {Document} root
 * @param {Kept[]} plans
 * @param {string} plan the fragment
 * @param {(older?: Kept) => void} keep keeps the plan, instead of an older one or beside all
 */
export function askAndKeep(root, plans, plan, keep) {
  const older = findOlder(plans, plan);
  if (!older) keep();
  else ask(root, t("plan.replace", { name: titleOfKept(older) }), [
    [t("plan.replace_it"), () => keep(older)],
    [t("plan.keep_both"), () => keep()],
  ]);
}

/**
 * @param {Kept[]} before
 * @param {Kept[]} now
 * @param {Kept} older was kept before
 * @returns {Kept[]} those of now with the older one, at its place in the order
 */
export function withOlder(before, now, older) {
  const since = before.slice(0, before.findIndex(({ plan }) => plan === older.plan)).map(({ plan }) => plan);
  const others = now.filter(({ plan }) => plan !== older.plan);
  const later = others.filter(({ plan }) => since.includes(plan) || !before.some((one) => one.plan === plan));
  return [...later, older, ...others.filter((one) => !later.includes(one))];
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
