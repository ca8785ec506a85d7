// @ts-check
// Prescribing: a clinician chooses exercises, fills in the numbers, and prints the sheet or gives a link.
// Nothing leaves the page. What is in progress stays in this tab; the patient's name is only ever in the sheet.

import { find } from "./cards.js";
import { MAX_ENTRIES } from "./format.js";
import { readLibrary } from "./library.js";
import { combobox } from "./prescribe-choose.js";
import { TEXTS, addItem, blank, check, draftOf, emptyDraft, isDraft, takePreset } from "./prescribe-draft.js";
import { dressLine, exerciseFields } from "./prescribe-exercise.js";
import { showLink, showSheet } from "./prescribe-sheet.js";
import { offerTemplates } from "./prescribe-templates.js";

/** @typedef {import("./prescribe-draft.js").Draft} Draft */
/** @typedef {import("./prescribe-draft.js").Field} Field */

const KEPT = "prescription";
const MOST_STEPS = 200;

/** @type {import("./prescribe-draft.js").Library} */
const library = readLibrary(document);
const byId = (/** @type {string} */ id) => find(document, `[id="${id}"]`, HTMLElement);
const page = find(document, ".prescribe", HTMLElement);
const address = page.dataset.plan ?? "";
const preview = find(page, ".preview", HTMLElement);
const chosen = byId("chosen");
const add = find(document, "#add", HTMLInputElement);
const patient = find(document, "#patient", HTMLInputElement);
const often = find(document, "#often-line .line", HTMLElement);
const bone = find(document, "#bone", HTMLInputElement);

let draft = emptyDraft();
/** Drafts as they were, the latest last. @type {string[]} */
let past = [];
/** The field that was changed last: all that is typed in one field is one step. */
let last = "";
let checked = check(library, draft);

const say = (/** @type {string} */ text) => (byId("said").textContent = text);

/** A reload, or a wrong tap, must not lose a prescription. The next tab, and the next visitor, do not see it. */
function keepInTab() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(draft));
  } catch {
    // Then a reload starts anew.
  }
}

function takeFromTab() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (isDraft(kept, library)) draft = kept;
  } catch {
    // What is kept is not ours, or cannot be read.
  }
}

/**
 * Every change goes through here.
 * @param {() => void} edit of the draft
 * @param {string} [field] that is typed in; without one all fields are made anew
 */
function change(edit, field = "") {
  if (!field || field !== last) past = [...past, JSON.stringify(draft)].slice(-MOST_STEPS);
  last = field;
  say("");
  edit();
  show(!field);
}

function undo() {
  const before = past.pop();
  if (!before) return;
  draft = JSON.parse(before);
  last = "";
  show(true);
  say("Undone.");
}

/** @param {boolean} anew whether the fields are made anew, and not only what follows from them */
function show(anew) {
  checked = check(library, draft);
  if (anew) showFields();
  showCount();
  showWrong();
  showSheet(library, checked.rest);
  showLink(checked.wrong.size ? null : checked.plan, address);
  for (const box of document.querySelectorAll(".lists input")) {
    if (box instanceof HTMLInputElement) box.checked = draft.items.some(({ code }) => code === box.value);
  }
  byId("undo").setAttribute("aria-disabled", String(!past.length));
  keepInTab();
  follow();
}

/** Makes the fields of the plan anew. The one with the focus keeps it. */
function showFields() {
  const focused = document.activeElement?.id;
  const open = draft.items.map(({ id }) => document.getElementById(id)?.querySelector("details")?.open ?? false);
  chosen.replaceChildren(...draft.items.map((item, at) => exerciseFields(library, item, at, draft.bone, open[at])));
  dressLine(often, { id: "often", kind: "frequency", label: "How often", field: draft.often });
  for (const key of TEXTS) Object.assign(byId(key), { value: draft[key] });
  bone.checked = draft.bone;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Moves the sheet to the exercise that is worked on, so far that its dose is in sight. */
function follow() {
  const at = [...chosen.children].findIndex((item) => item.contains(document.activeElement));
  const card = document.querySelectorAll("#sheet .sheet-card")[at];
  if (!card) return;
  const view = preview.getBoundingClientRect();
  const dose = (card.querySelector(".dose, .no-numbers") ?? card).getBoundingClientRect();
  preview.scrollTop += Math.max(card.getBoundingClientRect().top - view.top, dose.bottom - view.bottom);
}

function showCount() {
  const { length } = draft.items;
  const told = length === 1 ? "1 exercise" : `${length || "No"} exercises`;
  const lots = length > 5 ? "That is a lot to remember." : "";
  byId("count").textContent = [`${told}.`, lots, "Four or fewer are done best."].filter(Boolean).join(" ");
  byId("count").classList.toggle("lots", length > 5);
}

/** @param {string} id of a field @param {string} message what is wrong with it, or nothing */
function complain(id, message) {
  const place = byId(`${id}-wrong`);
  place.textContent = message;
  place.hidden = !message;
  for (const input of [document.getElementById(id), document.getElementById(`${id}-to`)]) {
    if (input?.matches("input, textarea")) input.setAttribute("aria-invalid", String(message !== ""));
  }
}

/** Says beside each field what is wrong with it, and what keeps the plan from being given out. */
function showWrong() {
  const { wrong } = checked;
  for (const { id } of page.querySelectorAll("[data-checked] .wrong")) {
    const field = id.replace("-wrong", "");
    complain(field, wrong.get(field) ?? "");
  }
  const [[id, message] = ["", ""]] = wrong;
  const number = draft.items.findIndex((item) => id.startsWith(`${item.id}-`)) + 1;
  byId("why-not").textContent = number ? `Exercise ${number}: ${message}` : message;
  byId("where").hidden = !id;
  byId("not-ready").hidden = byId("no-link").hidden = !wrong.size;
  byId("ready").hidden = wrong.size > 0;
  page.toggleAttribute("data-ready", !wrong.size);
}

/** Goes to the first field that is wrong. */
function goToWrong() {
  const field = byId([...checked.wrong.keys()][0]);
  const details = field.closest("details");
  if (details) details.open = true;
  (field.querySelector("input") ?? field).focus();
}

/** @param {Element} from Goes on to the next field that is filled in by nearly everyone. */
function goOn(from) {
  const stops = [...page.querySelectorAll("[data-stop], :focus")].filter((stop) => stop === from || stop.checkVisibility());
  const next = stops[stops.indexOf(from) + 1];
  if (!(next instanceof HTMLElement)) return;
  next.focus();
  if (next instanceof HTMLInputElement && next.type === "text") next.select();
}

const has = (/** @type {string} */ code) => draft.items.some((item) => item.code === code);

/** @param {string} code @returns {boolean} whether there is room for it */
function put(code) {
  if (draft.items.length >= MAX_ENTRIES) {
    say(`A plan holds at most ${MAX_ENTRIES} exercises.`);
    return false;
  }
  change(() => addItem(library, draft, code));
  return true;
}

/** @param {string} code Adds it, or finds it in the plan, and goes to its first field. */
function addAndGo(code) {
  if (!has(code) && !put(code)) return;
  const item = draft.items.find((one) => one.code === code);
  const stop = item && document.getElementById(item.id)?.querySelector("[data-stop]");
  if (stop instanceof HTMLElement) stop.focus();
}

/** @param {string} id @param {number} step up or down */
function move(id, step) {
  const from = draft.items.findIndex((item) => item.id === id);
  const to = from + step;
  if (to < 0 || to >= draft.items.length) return;
  change(() => draft.items.splice(to, 0, ...draft.items.splice(from, 1)));
  document.activeElement?.scrollIntoView({ block: "nearest" });
  say(`Exercise ${from + 1} is now exercise ${to + 1}.`);
}

/** @param {string} id */
function remove(id) {
  const at = draft.items.findIndex((item) => item.id === id);
  const { title } = library.entries[draft.items[at].code];
  change(() => draft.items.splice(at, 1));
  const next = draft.items[Math.min(at, draft.items.length - 1)];
  (next ? byId(`${next.id}-remove`) : add).focus();
  say(`${title} is removed.`);
}

/** @param {string} id Takes the handout's figures, and goes to the first number that it leaves open. */
function preset(id) {
  const item = draft.items.find((one) => one.id === id);
  if (!item) return;
  change(() => takePreset(library.entries[item.code], item));
  const inputs = [...byId(id).querySelectorAll("[data-stop]")];
  const open = inputs.find((input) => input instanceof HTMLInputElement && input.type === "text" && !input.value);
  if (open instanceof HTMLElement && open.checkVisibility()) open.focus();
}

/** @param {Event} event typing or choosing in the fields of an exercise, or in how often for the whole plan */
function edited({ target }) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const field = target.dataset.field ?? "";
  const item = draft.items.find(({ id }) => id === target.closest("li")?.id);
  const line = target.closest(".line");
  const typed = target instanceof HTMLInputElement && target.type === "text" ? target.id : "";
  if (line instanceof HTMLElement) {
    const key = line.dataset.key ?? "";
    /** @param {Field} whole @returns {Field} */
    const filled = (whole) => {
      const next = { ...whole, [field]: target.value };
      // A second number makes a range, and none unmakes it.
      const two = Boolean(next.to) || /\d\D/.test(next.amount.trim());
      if (field === "shape" && !["range", "start-goal"].includes(next.shape)) next.to = "";
      else if (next.shape === "exact" && two) next.shape = "range";
      else if (next.shape === "range" && !two && field === "to") next.shape = "exact";
      Object.assign(find(line, '[data-field="shape"]', HTMLSelectElement), { value: next.shape });
      return next;
    };
    change(() => {
      if (item) item.lines[key] = filled(item.lines[key] ?? blank(key.split(".")[0]));
      else draft.often = filled(draft.often);
    }, typed);
  } else if (item && (field === "form" || field === "box")) {
    const name = field === "form" ? "forms" : "boxes";
    const boxes = [...(target.closest("fieldset")?.querySelectorAll("input:checked") ?? [])];
    const codes = boxes.map((box) => (box instanceof HTMLInputElement ? box.value : "")).sort().join("");
    change(() => (item[name] = codes));
  } else if (item && (field === "sides" || field === "note")) {
    change(() => (item[field] = target.value), typed);
  }
}

/** @param {Event} event ticking in the lists of programs. The list stays where it is while the plan above it grows. */
function ticked({ target }) {
  if (!(target instanceof HTMLInputElement)) return;
  const { top } = target.getBoundingClientRect();
  const title = library.entries[target.value].title;
  if (!target.checked) {
    change(() => (draft.items = draft.items.filter(({ code }) => code !== target.value)));
    say(`${title} is removed.`);
  } else if (put(target.value)) say(`${title} is exercise ${draft.items.length}.`);
  else target.checked = false;
  scrollBy({ top: target.getBoundingClientRect().top - top, behavior: "instant" });
}

/** @returns {string} the program whose exercises come first: the one in the address */
const first = () => location.hash.replace("#start=", "");

/** Opens the list of the program in the address. */
function start() {
  const list = document.getElementById(location.hash.slice(1));
  if (!(list instanceof HTMLDetailsElement)) return;
  list.open = true;
  list.parentElement?.prepend(list);
}

function startAnew() {
  const { clinic, phone } = draft;
  change(() => (draft = { ...emptyDraft(), clinic, phone, made: draft.made }));
  patient.value = "";
  namePatient();
  say("This is a new plan. Undo brings the last one back.");
  add.focus();
}

const namePatient = () => (find(document, '[data-slot="name"]', HTMLElement).textContent = patient.value.trim());

function printSheet() {
  if (checked.wrong.size) goToWrong();
  else print();
}

async function copyLink() {
  const link = find(document, "#link", HTMLInputElement);
  try {
    await navigator.clipboard.writeText(link.value);
    say("The link is copied.");
  } catch {
    link.focus();
    link.select();
    say("Your browser did not copy it. The link is marked: press Ctrl and C.");
  }
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return;
  const typing = target.matches("textarea, input:not([type]), input[type='text']");
  if (key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !typing) {
    event.preventDefault();
    undo();
  } else if (key === "Enter" && target.matches("[data-stop]:not(button), .make select, .line input") && !event.isComposing) {
    event.preventDefault();
    goOn(target);
  } else if (event.altKey && (key === "ArrowUp" || key === "ArrowDown") && !target.matches("select")) {
    const id = target.closest(".exercise")?.id;
    if (!id) return;
    event.preventDefault();
    move(id, key === "ArrowUp" ? -1 : 1);
  }
}

combobox(library, { input: add, list: byId("matches"), has, add: addAndGo, say, first });
offerTemplates({
  current: () => (checked.wrong.size ? null : checked.plan),
  open: (plan, name) => {
    const { draft: opened, lost } = draftOf(library, plan);
    // Ids that were used before stand in what undo brings back.
    for (const item of opened.items) item.id = `e${++draft.made}`;
    change(() => (draft = { ...opened, made: draft.made }));
    say([`“${name}” is open.`, ...lost].join(" "));
    byId("the-plan").scrollIntoView();
    add.focus();
  },
  say,
  complain,
});

chosen.addEventListener("input", edited);
often.addEventListener("input", edited);
chosen.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const id = button?.closest("li")?.id ?? "";
  const act = { up: () => move(id, -1), down: () => move(id, 1), remove: () => remove(id), preset: () => preset(id) };
  const what = button?.dataset.do;
  if (what && Object.hasOwn(act, what)) act[/** @type {keyof typeof act} */ (what)]();
});
for (const key of TEXTS) {
  const field = byId(key);
  field.addEventListener("input", () => {
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) change(() => (draft[key] = field.value), key);
  });
}
bone.addEventListener("change", () => change(() => (draft.bone = bone.checked)));
find(document, ".lists", HTMLElement).addEventListener("change", ticked);
patient.addEventListener("input", namePatient);
const acts = { undo, anew: startAnew, where: goToWrong, print: printSheet, copy: copyLink };
for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
byId("fold").addEventListener("click", () => {
  const open = preview.toggleAttribute("data-open");
  byId("fold").setAttribute("aria-expanded", String(open));
  byId("fold").textContent = open ? "Hide it" : "Show it";
});
document.addEventListener("keydown", pressed);
addEventListener("hashchange", start);
chosen.addEventListener("focusin", follow);

takeFromTab();
start();
show(true);
find(document, ".without-script", HTMLElement).hidden = true;
page.hidden = false;
