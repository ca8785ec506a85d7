// @ts-check
// What practice and the diary fetch of a program or an exercise: its cards and rules, and what is known of its entries.

import { inLanguage } from "../common/place.js";

/** What was fetched. @type {Set<string>} */
const here = new Set();

/** @param {string} name of a program, or of an exercise with its folder @returns {string} */
const fileOf = (name) => inLanguage(`assets/practice/${name}.json`);

/** @typedef {import("../plan/page-data.js").PageData} PageData @typedef {import("../plan/format.js").Plan} Plan */

/** @param {PageData} data @param {Plan} plan @returns {string[]} the programs that it is from */
export function programsOf({ programs }, plan) {
  return programs.filter(({ entries }) => plan.entries.some(({ code }) => entries.includes(code))).map(({ slug }) => slug);
}

/**
 * Asks the service worker, if there is one, to keep what practice of a plan needs: then it opens without a network.
 * @param {Document} root @param {PageData} data @param {Plan} plan
 */
export async function keepFor(root, data, plan) {
  const { active } = await navigator.serviceWorker.ready;
  const build = root.querySelector('meta[name="build"]')?.getAttribute("content") ?? "";
  active?.postMessage({ ask: "opened", build, addresses: programsOf(data, plan).map((slug) => fileOf(slug)) });
}

/**
 * @param {{entries: object}} data takes what is known of the entries
 * @param {HTMLElement} store takes the cards, for cardFor to find
 * @param {string} name of a program, or of an exercise with its folder
 * @returns {Promise<boolean>} whether there is such a file
 * @throws {Error} when it cannot be fetched
 */
export async function fetchFile(data, store, name) {
  if (here.has(name)) return true;
  const answer = await fetch(fileOf(name));
  if (answer.status === 404) return false;
  if (!answer.ok) throw new Error(`${answer.status} ${name}`);
  const { html, entries } = await answer.json();
  // Our own file, made by the build. Scripts in it would not run, and it has none.
  const page = new DOMParser().parseFromString(html, "text/html");
  store.append(...[...page.querySelectorAll("template")].map((one) => document.adoptNode(one)));
  Object.assign(data.entries, entries);
  here.add(name);
  return true;
}
