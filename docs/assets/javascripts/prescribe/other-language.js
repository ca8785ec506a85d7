// @ts-check
// What the patient's sheet is made of in another language: this tool's page in it. It waits until somebody chooses one.

import { part } from "../common/dom.js";
import { messagesOf, speak } from "../common/messages.js";
import { readPageData } from "../plan/page-data.js";

/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {import("./language.js").Words} Words */

/** @param {Document} page that was fetched @param {string} address of it Makes its links lead from here to where they lead from there. */
function moveLinks(page, address) {
  const trees = [page, ...[...page.querySelectorAll("template")].map(({ content }) => content)];
  for (const link of trees.flatMap((tree) => [...tree.querySelectorAll("[href]:not([href^='#'])")])) {
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", address).href);
  }
}

/**
 * Says in other words what `act` says while it runs, and not what it says later.
 * @template T
 * @param {import("../common/messages.js").Translate} words @param {() => T} act @returns {T}
 */
function inWords(words, act) {
  const before = speak(words);
  try {
    return act();
  } finally {
    speak(before);
  }
}

/** @param {HTMLOptionElement} option @returns {Promise<Words>} @throws {Error} when the page cannot be fetched */
export async function fetchWords({ lang, dataset: { page: path = "", plan = "" } }) {
  const address = new URL(path, location.href.split(/[?#]/)[0]).href;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  // Our own page, made by the build. Scripts in it do not run.
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  moveLinks(page, address);
  const words = messagesOf(page);
  const data = { ...readPageData(page), isOther: true };
  const sheet = document.importNode(part(page, "sheet"), true);
  Object.assign(sheet, { lang, dir: page.documentElement.dir });
  return { plan, data: /** @type {PageData} */ (data), sheet, say: (act) => inWords(words, act) };
}
