// @ts-check
// The plans that a patient keeps on this device: what stands in each link, with a name that the patient chose.
// An older copy kept one plan, and no name: its fragment alone stands under the same key then.

import { t } from "../common/messages.js";
import { Stored } from "../common/storage.js";
import { clean, decode } from "./format.js";

/** @typedef {{name: string, plan: string}} Kept plan: the fragment of its link */

const MAX_NAME = 60;
const MOST = 50;

/** @param {unknown} one @returns {boolean} */
function isKept(one) {
  const { name, plan } = /** @type {Partial<Kept>} */ (one ?? {});
  const named = typeof name === "string" && name === nameOf(name);
  return named && typeof plan === "string" && decode(plan).kind === "plan";
}

/** @param {string} text as kept @returns {Kept[]} @throws {Error} when it is not ours */
function listOf(text) {
  if (decode(text).kind === "plan") return [{ name: "", plan: text }];
  const told = JSON.parse(text);
  if (!Array.isArray(told) || !told.length || !told.every(isKept)) throw new Error("not ours");
  return told;
}

/** @param {string} text as typed @returns {string} as a name can be */
const nameOf = (text) => [...clean(text)].slice(0, MAX_NAME).join("").trim();

export class KeptPlans {
  constructor() {
    this.stored = new Stored("localStorage", "plan", (text) => listOf(text).length > 0);
  }

  /** @returns {Kept[]} the latest first */
  read() {
    const text = this.stored.read();
    return text ? listOf(text) : [];
  }

  /** @param {string} plan @returns {Kept | undefined} */
  find(plan) {
    return this.read().find((one) => one.plan === plan);
  }

  /** @param {Kept[]} plans take the place of those before @returns {boolean} whether it is done */
  write(plans) {
    return plans.length ? this.stored.write(JSON.stringify(plans.slice(0, MOST))) : this.stored.remove();
  }

  /** @param {string} plan the fragment @param {string} name as typed @returns {boolean} whether it is kept now */
  keep(plan, name) {
    const others = this.read().filter((one) => one.plan !== plan);
    return this.write([{ name: nameOf(name), plan }, ...others]);
  }

  /** @param {string} plan the fragment @param {string} name as typed. A plan that is not kept stays so. */
  rename(plan, name) {
    this.write(this.read().map((one) => (one.plan === plan ? { name: nameOf(name), plan } : one)));
  }

  /** @param {string} plan the fragment */
  remove(plan) {
    this.write(this.read().filter((one) => one.plan !== plan));
  }
}

/** @returns {string[]} the codes of what is in the plans that are kept, the latest plan first */
export const codesOfKept = () =>
  new KeptPlans().read().flatMap((kept) => {
    const read = decode(kept.plan);
    return read.kind === "plan" ? read.plan.entries.map(({ code }) => code) : [];
  });

/** @param {Kept} kept @returns {string} its name, or one for a plan that has none */
export const titleOfKept = ({ name }) => name || t("plan.title");
