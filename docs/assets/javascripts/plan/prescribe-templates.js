// @ts-check
// The templates of a clinic: plans with a name, kept in this browser. Each plan is kept as its link says it, so that
// what is read back is checked as a link is.

import { find, make } from "./cards.js";
import { clean, decode, encode } from "./format.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {{name: string, plan: string}} Template plan: the fragment of its link */

const KEY = "clinic-templates";
const FORMAT = "home-exercise-templates-1";
const MOST = 100;
const MAX_NAME = 60;
const MAX_FILE = 1_000_000;
const NOT_OURS = "This file is not one that was saved here, or it is damaged. Nothing was taken in.";
const FULL = `There is room for ${MOST} templates. Nothing was taken in.`;

/**
 * @param {string} text of a file, or of what this browser kept
 * @returns {Template[]}
 * @throws {Error} with the reason, unless every template in it is good
 */
function read(text) {
  /** @type {unknown} */
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new Error(NOT_OURS);
  }
  const { format, templates } = /** @type {{format?: unknown, templates?: unknown}} */ (told ?? {});
  if (format !== FORMAT || !Array.isArray(templates)) throw new Error(NOT_OURS);
  if (templates.length > MOST) throw new Error(FULL);
  return templates.map((one) => {
    const { name, plan } = one ?? {};
    const good = typeof name === "string" && typeof plan === "string" && name && !wrongName(name) && name === clean(name);
    if (!good || decode(plan).kind !== "plan") throw new Error(NOT_OURS);
    return { name, plan };
  });
}

/** @param {string} name @returns {string} what is wrong with it, or nothing */
const wrongName = (name) => ([...name].length > MAX_NAME ? `At most ${MAX_NAME} characters fit here.` : "");

/** @param {Template[]} templates @returns {string} */
const written = (templates) => JSON.stringify({ format: FORMAT, templates }, null, 1);

/** @returns {Template[]} */
function kept() {
  try {
    return read(localStorage.getItem(KEY) ?? "");
  } catch {
    return [];
  }
}

/** @param {Template[]} templates @throws {Error} when the browser keeps nothing for us */
function store(templates) {
  try {
    if (templates.length) localStorage.setItem(KEY, written(templates));
    else localStorage.removeItem(KEY);
  } catch {
    throw new Error("This browser does not let us keep anything.");
  }
}

/** @param {Template[]} here @param {Template[]} more @returns {Template[]} all; a name that is taken gets a number */
function joined(here, more) {
  const all = [...here];
  for (const { name, plan } of more) {
    if (all.some((one) => one.name === name && one.plan === plan)) continue;
    let free = name;
    for (let at = 2; all.some((one) => one.name === free); at++) free = `${[...name].slice(0, MAX_NAME - 6).join("")} (${at})`;
    all.push({ name: free, plan });
  }
  if (all.length > MOST) throw new Error(FULL);
  return all;
}

/**
 * Makes the part of the page with the templates work.
 * @param {{current: () => Plan | null, open: (plan: Plan, name: string) => void, say: (text: string) => void,
 *   complain: (id: string, message: string) => void}} page current: null if the plan is not ready
 */
export function offerTemplates({ current, open, say, complain }) {
  const list = find(document, "#kept", HTMLElement);
  const name = find(document, "#template-name", HTMLInputElement);
  const file = find(document, "#import", HTMLInputElement);

  const show = () => {
    const templates = kept();
    list.replaceChildren(
      ...templates.map((template, at) => {
        const told = make("span", "", template.name);
        told.id = `template-${at}`;
        const buttons = ["Open", "Delete"].map((label) => {
          const button = make("button", "", label);
          button.setAttribute("aria-describedby", told.id);
          Object.assign(button, { type: "button", onclick: label === "Open" ? () => use(template) : () => remove(template) });
          return button;
        });
        return make("li", "", told, ...buttons);
      }),
    );
    for (const id of ["#export", "#clear"]) find(document, id, HTMLButtonElement).hidden = !templates.length;
  };
  const use = (/** @type {Template} */ template) => {
    const told = decode(template.plan);
    if (told.kind === "plan") open(told.plan, template.name);
  };
  /** @param {() => void} act @param {string} done @param {string} [id] where to complain */
  const attempt = (act, done, id = "template-name") => {
    try {
      act();
      complain(id, "");
      say(done);
    } catch (error) {
      complain(id, error instanceof Error ? error.message : "");
    }
    show();
  };
  const remove = (/** @type {Template} */ { name: gone }) => {
    if (!confirm(`Delete the template “${gone}” from this device?`)) return;
    attempt(() => store(kept().filter((one) => one.name !== gone)), `“${gone}” is deleted.`);
    name.focus();
  };
  const keep = () => {
    const wanted = clean(name.value);
    const plan = current();
    attempt(() => {
      const templates = kept();
      if (!wanted) throw new Error("Type a name for the template.");
      if (wrongName(wanted)) throw new Error(wrongName(wanted));
      if (templates.some((one) => one.name === wanted)) throw new Error("You have a template with this name. Choose another.");
      if (!plan) throw new Error("The plan is not ready: see “Give it to your patient”.");
      if (templates.length === MOST) throw new Error(FULL);
      store([...templates, { name: wanted, plan: encode(plan) }]);
      name.value = "";
    }, `“${wanted}” is kept.`);
  };

  find(document, "#keep", HTMLElement).addEventListener("click", keep);
  name.addEventListener("keydown", (event) => event.key === "Enter" && keep());
  find(document, "#export", HTMLElement).addEventListener("click", () => {
    const href = `data:application/json,${encodeURIComponent(written(kept()))}`;
    Object.assign(document.createElement("a"), { href, download: "exercise-templates.json" }).click();
    say("Your templates are saved as a file.");
  });
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    const text = chosen.size > MAX_FILE ? "" : await chosen.text();
    file.value = "";
    attempt(() => store(joined(kept(), read(text))), "The templates are taken in.", "import");
  });
  find(document, "#clear", HTMLElement).addEventListener("click", () => {
    if (!confirm("Delete all templates from this device? This cannot be undone.")) return;
    attempt(() => store([]), "All templates are deleted.");
    name.focus();
  });
  show();
}
