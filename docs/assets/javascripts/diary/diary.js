// @ts-check
// The diary: what a patient did, on this device alone, and the table that a link from a patient opens as.

import { find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { nameSheet, printPage } from "../common/print.js";
import { showWrong } from "../common/wrong.js";
import { mendAddress } from "../plan/address.js";
import { dayAt, dayOf, numberOf } from "../plan/day.js";
import { readPageData } from "../plan/page-data.js";
import { asCsv, asJson, MAX_FILE, readJson, saveFile } from "./file.js";
import * as form from "./form.js";
import { decode, isNewer } from "./format.js";
import { isOn, turn } from "./on.js";
import { amountText, byTime, dateOf, hurtMore } from "./record.js";
import { stopRules } from "./rules.js";
import { ownWordsOf, shownOf, shownOfLink } from "./shared.js";
import { showLink } from "./show-clinic.js";
import * as store from "./store.js";
import { dayText, fillPaper, fillTable, monthFrom, monthRows, monthText, own, weeksOfMonth } from "./tables.js";

/** @typedef {import("./record.js").Entry} Entry */
/** @typedef {import("./shared.js").PageData} PageData */
/** @typedef {import("./shared.js").Shown} Shown */
/** @typedef {{now: () => number}} Clock */

export class Diary {
  /** @param {Document} root @param {Clock} clock */
  constructor(root, clock) {
    this.root = root;
    this.clock = clock;
    this.data = /** @type {PageData} */ (readPageData(root));
    this.form = part(root, "form");
    /** @type {Entry[]} */
    this.entries = [];
    /** The one that is changed just now. @type {Entry | null} */
    this.changed = null;
    this.month = dayOf(this.now()).slice(0, 7);
    nameSheet(t("diary.title"));
    this.#listen();
  }

  #listen() {
    /** @type {Record<string, (id: string) => unknown>} */
    const acts = {
      "month-before": () => this.#turn(-1, "month-before"),
      "month-after": () => this.#turn(1, "month-after"),
      add: () => this.#edit(null),
      change: (id) => this.#edit(this.entries.find((one) => one.id === id) ?? null),
      cancel: () => this.show("mine"),
      delete: (id) => this.#ask(t("diary.delete_sure"), () => this.#remove(id)),
      print: () => this.print(),
      "print-shared": () => printPage((text) => this.say(text)),
      json: () => saveFile(asJson(this.entries), "application/json", `${this.fileName}.json`),
      csv: () => saveFile(asCsv(this.entries, (slug) => this.#programName(slug)), "text/csv", `${this.fileName}.csv`),
      link: () => this.#share(),
      copy: () => void this.#copy(),
      "delete-all": () => this.#ask(t("diary.delete_all_sure"), () => this.#removeAll()),
      last: () => void this.#askToLast(),
      again: () => void this.read(),
    };
    this.root.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button[data-do]") : null;
      if (button instanceof HTMLElement) acts[button.dataset.do ?? ""]?.(button.dataset.item ?? "");
    });
    this.root.addEventListener("change", ({ target }) => target instanceof HTMLElement && this.#set(target));
    this.form.addEventListener("submit", (event) => void this.#submit(event));
    addEventListener("hashchange", () => void this.read());
    // Practice in another tab may have written something meanwhile.
    this.root.addEventListener("visibilitychange", () => {
      if (this.root.visibilityState === "visible" && this.state === "mine") void this.#load();
    });
    addEventListener("beforeprint", () => this.#fillPaper());
  }

  /** @returns {Date} */
  now() {
    return new Date(this.clock.now());
  }

  get fileName() {
    return t("diary.file_name", { day: this.today });
  }

  get today() {
    return dayOf(this.now());
  }

  /** Reads the address: a link from a patient, or nothing, which is one's own diary. */
  async read() {
    this.state = "";
    const fragment = location.hash.slice(1);
    const found = decode(fragment);
    for (const told of findAll(this.root, '[data-part="sent"]')) told.hidden = location.search !== "?changed";
    if (found.kind === "diary") return this.#showShared(found.shared);
    if (found.kind === "damaged") {
      part(this.root, "newer").hidden = !isNewer(fragment);
      return this.show("damaged");
    }
    if (await this.#load()) this.show("mine");
    find(this.root, '[data-field="on"]', HTMLInputElement).checked = isOn();
    this.#tellLasting(await store.doesLast());
    return undefined;
  }

  /** @returns {Promise<boolean>} whether the diary could be read; if not, that is told */
  async #load() {
    try {
      this.entries = (await store.readAll()).sort(byTime);
      this.#fillMonth();
      return true;
    } catch (error) {
      part(this.root, "why").textContent = whyText(error);
      this.show("refused");
      return false;
    }
  }

  /** @param {import("./format.js").Shared} shared */
  #showShared(shared) {
    this.shared = { shown: shownOfLink(this.data, shared), last: shared.last };
    const first = dayAt(numberOf(shared.last) - 27);
    this.fill("shared-title", t("diary.shared_title", { first: dateOf(first), last: dateOf(shared.last) }));
    fillTable(part(this.root, "shared-table"), this.shared.shown);
    part(this.root, "shared-words").hidden = !this.shared.shown.some((one) => one.words || one.own);
    this.#fillPaper();
    this.show("shared");
  }

  /** The four weeks that paper shows: those before the end of the month in sight, or before today. */
  get last() {
    const end = dayAt(numberOf(`${monthFrom(this.month, 1)}-01`) - 1);
    return end < this.today ? end : this.today;
  }

  #fillPaper() {
    const { shown, last } = this.state === "mine" ? { shown: shownOf(this.entries, this.last), last: this.last } : (this.shared ?? { shown: [], last: this.today });
    fillPaper(part(this.root, "paper"), shown, last, this.data);
    fillTable(part(this.root, "paper-table"), shown);
    part(this.root, "paper-more").hidden = !shown.some(({ before, after, words }) => before !== null || after !== null || words);
  }

  print() {
    this.#fillPaper();
    printPage((text) => this.say(text));
  }

  /** @param {number} by @param {string} name of the button, which does nothing where there is nothing more */
  #turn(by, name) {
    if (find(this.root, `[data-do="${name}"]`, HTMLElement).getAttribute("aria-disabled") === "true") return;
    this.month = monthFrom(this.month, by);
    this.#fillMonth();
    this.say(monthText(this.month));
  }

  #fillMonth() {
    const { month } = this;
    const counts = new Map();
    for (const { day } of this.entries) counts.set(day, (counts.get(day) ?? 0) + 1);
    const rows = monthRows(weeksOfMonth(month, this.data.first), counts, this.today);
    find(this.root, '[data-part="month"] tbody', HTMLElement).replaceChildren(...rows);
    this.fill("month", monthText(month));
    const [before, after] = ["month-before", "month-after"].map((name) => find(this.root, `[data-do="${name}"]`, HTMLButtonElement));
    // Not disabled: who presses it with the keyboard would lose the place.
    after.setAttribute("aria-disabled", `${month >= this.today.slice(0, 7)}`);
    before.setAttribute("aria-disabled", `${month <= (this.entries[0]?.day ?? this.today).slice(0, 7)}`);
    const days = [...new Set(this.entries.map(({ day }) => day).filter((day) => day.startsWith(month)))].sort().reverse();
    this.fill("days", ...days.map((day) => this.#dayOf(day)));
    part(this.root, "nothing").hidden = days.length > 0;
    part(this.root, "has-entries").hidden = !this.entries.length;
    const words = ownWordsOf(this.entries, this.today).map(({ day, text }) => make("li", "", make("strong", "", dayText(day)), " ", own(text)));
    this.fill("words", ...words);
    part(this.root, "has-words").hidden = !words.length;
    part(this.root, "no-words").hidden = words.length > 0;
  }

  /** @param {string} day @returns {HTMLElement} what was done on it */
  #dayOf(day) {
    const done = this.entries.filter((one) => one.day === day);
    return make("section", "diary-day", make("h3", "", dayText(day)), make("ul", "", ...done.map((one) => this.#itemOf(one))));
  }

  /** @param {Entry} entry @returns {HTMLElement} */
  #itemOf(entry) {
    const { before, after, words } = entry;
    const title = make("p", "diary-title", own(entry.title));
    title.id = `entry-${entry.id}`;
    const button = (/** @type {string} */ name, /** @type {string} */ text) => {
      const made = make("button", "", text);
      made.dataset.do = name;
      made.dataset.item = entry.id;
      made.setAttribute("aria-describedby", title.id);
      return made;
    };
    const pains = [
      ...(before === null ? [] : [t("diary.pain_before", { pain: before })]),
      ...(after === null ? [] : [t("diary.pain_after", { pain: after })]),
    ];
    const lines = [amountText(entry), ...(pains.length ? [pains.join(" ")] : [])].map((text) => make("p", "", text));
    const told = words ? [make("p", "", own(words))] : [];
    return make("li", "", title, ...lines, ...told, make("p", "diary-acts", button("change", t("diary.change")), button("delete", t("diary.delete"))));
  }

  /** @param {Entry | null} entry */
  #edit(entry) {
    this.changed = entry;
    const select = find(this.form, '[data-field="exercise"]', HTMLSelectElement);
    form.fillExercises(this.data, select, this.entries, []);
    form.fill(this.form, entry, this.now());
    this.fill("form-title", entry ? t("diary.change_title") : t("diary.add_title"));
    part(this.root, "wrong").replaceChildren();
    showWrong(this.form, []);
    this.show("edit");
    void this.#offerPlanned(select);
  }

  /** @param {HTMLSelectElement} select gets what is planned near its top, unless somebody has chosen by then */
  async #offerPlanned(select) {
    const codes = await planned();
    if (!select.value) form.fillExercises(this.data, select, this.entries, codes);
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    const { entry, wrong } = form.read(this.form, this.data, this.changed, this.now());
    part(this.root, "wrong").replaceChildren();
    showWrong(this.form, wrong);
    if (wrong.length) return;
    const isFirst = !this.entries.length;
    if (!(await this.#attempt(() => store.keep(entry)))) return;
    if (isFirst) void this.#askToLast();
    this.month = entry.day.slice(0, 7);
    this.#fillMonth();
    const rules = hurtMore(entry) ? await stopRules(part(this.root, "store"), entry) : [];
    this.fill("rules", ...rules);
    this.show("mine");
    this.say(t("diary.kept"));
  }

  /**
   * @param {() => Promise<unknown>} act a change of the store
   * @returns {Promise<boolean>} whether it is done, and what is kept is read anew; if not, why is told
   */
  async #attempt(act) {
    try {
      await act();
      return await this.#load();
    } catch (error) {
      this.say(whyText(error));
      if (this.state === "edit") part(this.root, "wrong").replaceChildren(make("p", "", whyText(error)));
      return false;
    }
  }

  /** @param {string} id */
  async #remove(id) {
    if (await this.#attempt(() => store.remove(id))) this.say(t("diary.deleted"));
    this.#focusHeading();
  }

  async #removeAll() {
    if (!(await this.#attempt(() => store.forgetAll()))) return;
    this.month = this.today.slice(0, 7);
    find(this.root, '[data-field="on"]', HTMLInputElement).checked = false;
    this.fill("rules");
    this.#fillMonth();
    this.#hideLink();
    this.say(t("diary.all_deleted"));
    this.#focusHeading();
  }

  /** @param {string} question @param {() => Promise<void>} act what is done if the patient is sure */
  #ask(question, act) {
    const sure = find(this.root, '[data-part="sure"]', HTMLDialogElement);
    part(sure, "sure-what").textContent = question;
    const [yes, no] = ["sure", "stay"].map((name) => find(sure, `[data-do="${name}"]`, HTMLButtonElement));
    no.onclick = () => sure.close();
    yes.onclick = () => {
      sure.close();
      void act();
    };
    sure.showModal();
  }

  /** @param {HTMLElement} field that was changed */
  #set(field) {
    const name = field.dataset.field ?? "";
    if (name === "exercise") form.showTitle(this.form);
    if (name === "with-words") this.#hideLink();
    if (name === "on" && field instanceof HTMLInputElement) {
      const isKept = turn(field.checked);
      if (!isKept) field.checked = isOn();
      this.say(!isKept ? t("diary.refused") : field.checked ? t("diary.is_on") : t("diary.is_off"));
      if (field.checked) void this.#askToLast();
    }
    if (name === "file" && field instanceof HTMLInputElement && field.files?.[0]) void this.#open(field.files[0], field);
  }

  /** @param {File} file @param {HTMLInputElement} field */
  async #open(file, field) {
    const entries = file.size <= MAX_FILE ? readJson(await file.text()) : null;
    field.value = "";
    if (!entries) return this.say(t("diary.no_file"));
    const here = new Set(this.entries.map(({ id }) => id));
    // What was changed here since stays as it is.
    const missing = entries.filter(({ id }) => !here.has(id));
    if (!(await this.#attempt(() => store.keep(...missing)))) return undefined;
    return this.say(t("diary.opened", { count: missing.length }));
  }

  #share() {
    const withWords = find(this.root, '[data-field="with-words"]', HTMLInputElement).checked;
    this.say(showLink(part(this.root, "link"), this.entries, this.today, withWords));
  }

  /** What was made of other words, or of fewer entries, is not what would be made now. */
  #hideLink() {
    part(this.root, "link").hidden = true;
  }

  async #copy() {
    const link = find(this.root, '[data-field="link"]', HTMLInputElement);
    try {
      await navigator.clipboard.writeText(link.value);
      this.say(t("diary.copied"));
    } catch {
      link.focus();
      link.select();
      this.say(t("diary.not_copied"));
    }
  }

  async #askToLast() {
    this.#tellLasting(await store.askToLast());
  }

  /** @param {boolean} lasts */
  #tellLasting(lasts) {
    part(this.root, "lasts").textContent = lasts ? t("diary.lasts") : t("diary.lasts_not");
    find(this.root, '[data-do="last"]', HTMLElement).hidden = lasts;
  }

  /** @param {string} slug @returns {string} */
  #programName(slug) {
    return this.data.programs.find((one) => one.slug === slug)?.name ?? "";
  }

  /** @param {string} slot @param {(Node | string)[]} nodes take the place of what was there */
  fill(slot, ...nodes) {
    find(this.root, `[data-slot="${slot}"]`, HTMLElement).replaceChildren(...nodes);
  }

  /** @param {string} text for the eye and for screen readers */
  say(text) {
    part(this.root, "said").textContent = text;
  }

  /** @param {string} state Shows the parts of the page that belong to it, and goes there. */
  show(state) {
    const isFirst = !this.state;
    this.state = state;
    for (const piece of findAll(this.root, "[data-state]")) piece.hidden = !piece.dataset.state?.split(" ").includes(state);
    part(this.root, "diary").classList.remove("diary-wait");
    this.say("");
    this.#hideLink();
    if (!isFirst) this.#focusHeading();
  }

  #focusHeading() {
    const heading = this.root.querySelector("[data-state]:not([hidden]) h2");
    if (!(heading instanceof HTMLElement)) return;
    heading.tabIndex = -1;
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}

/** @returns {Promise<string[]>} the codes of what is in the plans that this device keeps */
async function planned() {
  try {
    const { codesOfKept } = await import("../plan/kept.js");
    return codesOfKept();
  } catch {
    // Without a network it may not come. The list is whole without it.
    return [];
  }
}

/** @param {unknown} error @returns {string} what is wrong with the store, and what to do */
export const whyText = (error) => t("diary.why", { why: error instanceof store.StoreError ? error.why : "failed" });

/** @param {Document} root @param {Clock} [clock] a test may hand in its own */
export function start(root, clock = Date) {
  if (!mendAddress()) void new Diary(root, clock).read();
}
