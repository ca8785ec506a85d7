// @ts-check
// What practice and the diary fetch of a program or an exercise: its cards and rules, and what is known of its entries.

import { inLanguage } from "../common/place.js";

/** What was fetched. @type {Set<string>} */
const here = new Set();

/**
 * @param {{entries: object}} data takes what is known of the entries
 * @param {HTMLElement} store takes the cards, for cardFor to find
 * @param {string} name of a program, or of an exercise with its folder
 * @returns {Promise<boolean>} whether there is such a file
 * @throws {Error} when it cannot be fetched
 */
export async function fetchFile(data, store, name) {
  if (here.has(name)) return true;
  const answer = await fetch(inLanguage(`assets/practice/${name}.json`));
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
