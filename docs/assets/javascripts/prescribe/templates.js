// @ts-check
// The templates of a clinic: plans with a name, kept in this browser. Each plan is kept as its link says it, so that
// what is read back is checked as a link is.

import { find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { Stored } from "../common/storage.js";
import { clean, decode, encode } from "../plan/format.js";

/** @typedef {import("../plan/format.js").Plan} Plan */
/** @typedef {{name: string, plan: string, language?: string}} Template plan: the fragment of its link. language: of the patient */

const FORMAT = "home-exercise-templates-1";
const MOST = 100;
const MAX_NAME = 60;

/**
 * @param {string} text of a file, or of what this browser kept
 * @returns {Template[]}
 * @throws {Error} with the reason, unless every template in it is good
 */
export function read(text) {
  /** @type {unknown} */
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new Error(t("templates.not_ours"));
  }
  const { format, templates } = /** @type {{format?: unknown, templates?: unknown}} */ (told ?? {});
  if (format !== FORMAT || !Array.isArray(templates)) throw new Error(t("templates.not_ours"));
  if (templates.length > MOST) throw new Error(t("templates.full", { most: MOST }));
  return templates.map((one) => {
    const { name, plan, language = "" } = one ?? {};
    const told = typeof name === "string" && typeof plan === "string" && typeof language === "string";
    const good = told && name && !wrongName(name) && name === clean(name) && language.length <= MAX_NAME;
    if (!good || decode(plan).kind !== "plan") throw new Error(t("templates.not_ours"));
    return { name, plan, ...(language && { language }) };
  });
}

/** @param {string} name @returns {string} what is wrong with it, or nothing */
const wrongName = (name) => ([...name].length > MAX_NAME ? t("wrong.length", { most: MAX_NAME, over: [...name].length - MAX_NAME }) : "");

/** @param {Template[]} templates @returns {string} */
export const written = (templates) => JSON.stringify({ format: FORMAT, templates }, null, 1);

/** @param {Template[]} here @param {Template[]} more @returns {Template[]} all; a name that is taken gets a number */
export function joined(here, more) {
  const all = [...here];
  for (const { name, ...rest } of more) {
    if (all.some((one) => one.name === name && one.plan === rest.plan && one.language === rest.language)) continue;
    let free = name;
    for (let at = 2; all.some((one) => one.name === free); at++) free = `${[...name].slice(0, MAX_NAME - 6).join("")} (${at})`;
    all.push({ name: free, ...rest });
  }
  if (all.length > MOST) throw new Error(t("templates.full", { most: MOST }));
  return all;
}

/** The templates that this browser keeps. */
export class StoredTemplates {
  constructor() {
    this.stored = new Stored("localStorage", "clinic-templates", (text) => read(text).length > 0);
  }

  /** @returns {Template[]} none if what is kept is not ours */
  read() {
    const text = this.stored.read();
    return text ? read(text) : [];
  }

  /** @param {Template[]} templates take the place of those before @throws {Error} when the browser keeps nothing */
  write(templates) {
    const done = templates.length ? this.stored.write(written(templates)) : this.stored.remove();
    if (!done) throw new Error(t("templates.not_kept"));
  }

  /** @param {string} name of one that is kept @param {Plan | null} plan takes its plan's place @param {string} language @throws {Error} with what is wrong */
  update(name, plan, language) {
    if (!plan) throw new Error(t("templates.not_ready"));
    const told = encode(plan);
    this.write(this.read().map((one) => (one.name === name ? { name, plan: told, language } : one)));
  }

  /** @param {string} name @param {Plan | null} plan null if it is not ready @param {string} language @throws {Error} with what is wrong */
  add(name, plan, language) {
    const templates = this.read();
    if (!name) throw new Error(t("templates.no_name"));
    if (wrongName(name)) throw new Error(wrongName(name));
    if (templates.some((one) => one.name === name)) throw new Error(t("templates.name_taken"));
    if (!plan) throw new Error(t("templates.not_ready"));
    if (templates.length === MOST) throw new Error(t("templates.full", { most: MOST }));
    this.write([...templates, { name, plan: encode(plan), language }]);
  }
}

/**
 * What the part of the page with the templates asks of the rest. current: null if the plan is not ready
 * language: of the patient, as the page has it now
 * given: what is called when the plan is kept in such a way that nothing of it is lost with the page
 * @typedef {{current: () => Plan | null, language: () => string, open: (plan: Plan, name: string, language: string) => void, say: (text: string) => void,
 *   complain: (id: string, message: string) => void, given: () => void}} Tool
 */

/** The part of the page with the templates. */
export class TemplateList {
  /** @param {HTMLElement} root of the tool @param {Tool} tool */
  constructor(root, tool) {
    this.root = root;
    this.tool = tool;
    this.templates = new StoredTemplates();
    this.list = part(root, "templates");
    this.name = find(root, '[data-field="template-name"]', HTMLInputElement);
    this.file = find(root, '[data-field="import"]', HTMLInputElement);
  }

  open() {
    this.button("keep").addEventListener("click", () => this.keep());
    this.name.addEventListener("keydown", (event) => event.key === "Enter" && this.keep());
    this.button("export").addEventListener("click", () => this.save());
    this.file.addEventListener("change", () => this.takeIn());
    this.button("clear").addEventListener("click", () => this.clear());
    this.show();
  }

  /** @param {string} act @returns {HTMLElement} */
  button(act) {
    return find(this.root, `[data-do="${act}"]`, HTMLElement);
  }

  show() {
    const templates = this.templates.read();
    const focused = document.activeElement?.id ?? "";
    this.list.replaceChildren(...templates.map((template, at) => this.row(template, at)));
    if (focused.startsWith("template-")) document.getElementById(focused)?.focus({ preventScroll: true });
    for (const act of ["export", "clear"]) this.button(act).hidden = !templates.length;
  }

  /** @param {Template} template @param {number} at its place @returns {HTMLElement} */
  row(template, at) {
    const told = make("span", "", template.name);
    told.id = `template-${at}`;
    const button = (/** @type {string} */ label, /** @type {() => void} */ act) => {
      const made = make("button", "", label);
      made.setAttribute("aria-describedby", told.id);
      return Object.assign(made, { type: "button", id: `${told.id}-${label}`, onclick: act });
    };
    const open = button(t("templates.open"), () => this.use(template));
    const update = button(t("templates.update"), () => this.update(template));
    return make("li", "", told, open, update, button(t("templates.delete"), () => this.remove(template)));
  }

  /** @param {Template} template */
  use({ name, plan, language = "" }) {
    const told = decode(plan);
    if (told.kind === "plan") this.tool.open(told.plan, name, language);
  }

  /**
   * Tries something, and says that it is done or what is wrong.
   * @param {() => void} act
   * @param {string} done
   * @param {string} [id] where to complain
   */
  attempt(act, done, id = "template-name") {
    this.forget();
    this.tool.say("");
    try {
      act();
      this.tool.say(done);
    } catch (error) {
      this.tool.complain(id, error instanceof Error ? error.message : "");
    }
    this.show();
  }

  keep() {
    const wanted = clean(this.name.value);
    this.attempt(() => {
      this.templates.add(wanted, this.tool.current(), this.tool.language());
      this.name.value = "";
      this.tool.given();
    }, t("templates.kept", { name: wanted }));
  }

  /** @param {Template} template gets the plan on the page in place of its own */
  update({ name }) {
    if (!confirm(t("templates.update_sure", { name }))) return;
    this.attempt(() => {
      this.templates.update(name, this.tool.current(), this.tool.language());
      this.tool.given();
    }, t("templates.updated", { name }));
  }

  /** Takes back what was said of the last action. */
  forget() {
    for (const id of ["template-name", "import"]) this.tool.complain(id, "");
  }

  /** @param {Template} template */
  remove({ name }) {
    if (!confirm(t("templates.delete_sure", { name }))) return;
    const rest = this.templates.read().filter((one) => one.name !== name);
    this.attempt(() => this.templates.write(rest), t("templates.deleted", { name }));
    this.name.focus();
  }

  clear() {
    if (!confirm(t("templates.clear_sure"))) return;
    this.attempt(() => this.templates.write([]), t("templates.cleared"));
    this.name.focus();
  }

  async save() {
    const { saveFile } = await import("./draft-file.js");
    saveFile(written(this.templates.read()), "exercise-templates.json");
    this.tool.say(t("templates.exported"));
  }

  async takeIn() {
    const { chosenIn } = await import("./draft-file.js");
    const text = await chosenIn(this.file);
    if (text === null) return;
    const take = () => this.templates.write(joined(this.templates.read(), read(text)));
    this.attempt(take, t("templates.imported"), "import");
  }
}
