// @ts-check
// My plan: shows the patient the plan that stands in the fragment of the page's address, and nothing of a damaged one.
// What a patient keeps on this device is what stands in the link, with a name for it, and nothing else.

import { find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { nameSheet, printPage } from "../common/print.js";
import { mendAddress } from "./address.js";
import { cardFor, clinicWrote, overall, rulesFor, showRules, warningsOf } from "./cards.js";
import { decode, encode, isNewer } from "./format.js";
import { KeptPlans, titleOfKept } from "./kept.js";
import { readPageData } from "./page-data.js";
import { from } from "./phone.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./kept.js").Kept} Kept */

/** @param {HTMLElement} heading Goes there, for those who see, who listen and who use keys. */
function goTo(heading) {
  heading.tabIndex = -1;
  heading.scrollIntoView();
  heading.focus({ preventScroll: true });
}

/** @param {Element} card @returns {HTMLElement} */
const titleOf = (card) => find(card, "h3", HTMLElement);

/** @param {string} text @param {() => void} act @returns {HTMLElement} */
function button(text, act) {
  const made = make("button", "", text);
  made.addEventListener("click", act);
  return made;
}

class PlanPage {
  /** @param {Document} root */
  constructor(root) {
    this.root = root;
    this.data = readPageData(root);
    this.box = part(root, "plan");
    this.name = find(root, '[data-field="name"]', HTMLInputElement);
    this.nameKept = find(root, '[data-field="kept-name"]', HTMLInputElement);
    this.kept = new KeptPlans();
    /** The fragment of the plan that is open, as we write it; nothing while none is. */
    this.opened = "";
    /** That plan. @type {Plan | null} */
    this.plan = null;
    /** What was kept before the plan that is open took the place of an older one. @type {{older: Kept, before: Kept[]} | null} */
    this.replaced = null;
    /** What stands in the address, as it was read. */
    this.address = "";
    /** What each button does. @type {Record<string, () => void>} */
    this.acts = {
      start: () => this.visit(1),
      unfold: () => this.visit("before-exercises"),
      print: () => printPage((text) => this.say(text)),
      keep: () => this.keep('[data-part="is-kept"] a'),
      "keep-below": () => this.keep('[data-do="remove"]'),
      "bring-back": () => this.bringBack('[data-part="is-kept"] a'),
      "bring-back-below": () => this.bringBack('[data-do="remove"]'),
      file: () => void this.save(),
      text: () => void this.share("copyAsText"),
      calendar: () => void this.remind(),
      "care-plan": () => void this.share("saveCarePlan"),
      remove: () => void this.ask(this.opened),
    };
  }

  /** Listens, shows what the address says, and goes there. */
  open() {
    nameSheet(t("plan.title"));
    this.#moveHelpOnPaper();
    // What was said of the last tap is gone with the next one.
    this.root.addEventListener("click", () => this.say(""), { capture: true });
    for (const button of findAll(this.root, "button[data-do]")) {
      const act = this.acts[button.dataset.do ?? ""];
      if (act) button.addEventListener("click", act);
    }
    this.name.addEventListener("input", () => this.fill("name", this.name.value));
    this.nameKept.addEventListener("input", () => this.kept.rename(this.opened, this.nameKept.value));
    // A link to a place on this page would take the plan's place in the address.
    this.root.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      const place = link?.getAttribute("href")?.slice(1) ?? "";
      if (!document.getElementById(place)) return;
      event.preventDefault();
      this.visit(place);
    });
    // What practice is to go through, or a clinician to change, stands in its address, as here; and in no part of this page
    // before it is asked for.
    for (const name of ["practice", "change"]) {
      const way = find(this.root, `a[data-part="${name}"]`, HTMLAnchorElement);
      for (const asked of ["click", "auxclick", "contextmenu"]) way.addEventListener(asked, () => (way.hash = this.opened));
    }
    addEventListener("hashchange", () => {
      this.read();
      goTo(this.heading());
    });
    addEventListener("popstate", () => location.hash === this.address && this.goBack(history.state?.place ?? 0));
    // Back leads to the place before, and not to where the page was scrolled to.
    history.scrollRestoration = "manual";
    this.read();
    const first = this.heading();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }

  /**
   * Goes on to a place of the page. The browser's Back then leads to the one before.
   * @param {number | string} place 0 for the top, the number of an exercise, or the id of a part
   */
  visit(place) {
    history.pushState({ place }, "");
    this.goBack(place);
  }

  /** @param {number | string} place as in visit */
  goBack(place) {
    const cards = findAll(this.box, '[data-slot="first-card"] > *, [data-slot="cards"] > *');
    const named = typeof place === "string" ? document.getElementById(place) : null;
    if (named) this.unfold(true);
    goTo(named ?? (typeof place === "number" && cards[place - 1] ? titleOf(cards[place - 1]) : this.heading()));
  }

  /**
   * Rules and signs of danger must be read, and the first exercise must be near: so they stand in short until asked for.
   * @param {boolean} open in full. On paper they always are.
   */
  unfold(open) {
    for (const name of ["before", "get-help"]) part(this.root, name).toggleAttribute("data-folded", !open);
    find(this.root, '[data-do="unfold"]', HTMLElement).hidden = open;
  }

  /** On paper, the box with the signs would leave half of the first sheet empty: there it stands below the exercises. */
  #moveHelpOnPaper() {
    const help = part(this.root, "get-help");
    const place = make("div", "");
    help.before(place);
    addEventListener("beforeprint", () => this.plan && part(this.root, "help-on-paper").append(help));
    addEventListener("afterprint", () => place.after(help));
  }

  /** @param {string} slot @param {(Node | string)[]} nodes take the place of what was there */
  fill(slot, ...nodes) {
    find(this.root, `[data-slot="${slot}"]`, HTMLElement).replaceChildren(...nodes);
  }

  /** @param {string} text said aloud, and shown beside the buttons */
  say(text) {
    for (const place of findAll(this.root, '[data-part="said"]')) place.textContent = text;
  }

  /** @returns {HTMLElement} the heading of what is shown */
  heading() {
    return find(this.root, "[data-state]:not([hidden]) h2", HTMLElement);
  }

  /** Shows what the address says. The name of a place on the page is not a plan. */
  read() {
    this.address = location.hash;
    const fragment = this.address.slice(1);
    const found = decode(document.getElementById(fragment) ? "" : fragment);
    this.plan = found.kind === "plan" ? found.plan : null;
    this.opened = this.plan ? encode(this.plan) : "";
    this.replaced = null;
    this.clear();
    if (found.kind === "plan") this.showPlan(found.plan);
    part(this.root, "newer").hidden = !isNewer(fragment);
    // 404.html has sent us here: the plan stood in the address that the host was asked for.
    for (const told of findAll(this.root, '[data-part="sent"]')) told.hidden = location.search !== "?changed";
    this.unfold(found.kind !== "plan");
    this.show(found.kind === "none" ? this.offerKept() : found.kind);
  }

  /** @param {Plan} plan */
  showPlan(plan) {
    const cards = plan.entries.map((entry, at) => cardFor(this.data, entry, at + 1, t("card.in_link")));
    const { instructions } = plan;
    const count = cards.filter((card) => !card.dataset.gone).length;
    this.fill("title", t("plan.heading", { count }));
    for (const way of ['[data-do="start"]', '[data-part="practice"]']) find(this.root, way, HTMLElement).hidden = !count;
    this.fill("warnings", ...warningsOf(this.data, plan, cards).map((text) => make("p", "notice", text)));
    showRules(rulesFor(this.data, plan), (slot, ...nodes) => this.fill(slot, ...nodes));
    this.fill("from", ...from(plan));
    this.fill("instructions", ...overall(plan), ...(instructions ? [clinicWrote(instructions, t("card.in_link"))] : []));
    this.addWays(cards);
    this.fill("first-card", ...cards.slice(0, 1));
    this.fill("cards", ...cards.slice(1));
    // Paper without the diary or the code is better than none.
    this.showDiary(plan, cards).catch(() => {});
    this.showCode(this.opened).catch(() => {});
  }

  /** @param {HTMLElement[]} cards Puts the way to the next below each, and the way back to what holds for all. */
  addWays(cards) {
    cards.forEach((card, at) => {
      const isLast = at + 1 === cards.length;
      const told = isLast ? t("plan.to_top") : t("plan.next", { number: at + 2 });
      const on = button(told, () => this.visit(isLast ? 0 : at + 2));
      on.className = "button first";
      // It leads to what holds for all: how often stands there only where the clinic said it for all.
      const often = this.plan?.frequency || this.plan?.days;
      const again = make("a", "", often ? t("plan.again") : t("plan.again_rules"));
      again.setAttribute("href", "#before-exercises");
      if (isLast) card.append(make("p", "no-print", t("plan.last")));
      card.append(make("p", "plan-way no-print", on), make("p", "plan-again no-print", again));
    });
  }

  /** @param {Plan} plan @param {HTMLElement[]} cards Puts tables on paper, with a row for each exercise that can be done. */
  async showDiary(plan, cards) {
    const { fillDiary } = await import("./paper-diary.js");
    const titles = cards.filter((card) => !card.dataset.gone).map((card) => titleOf(card).textContent);
    const { content } = find(this.root, 'template[data-part="diary"]', HTMLTemplateElement);
    const tables = document.importNode(content, true);
    fillDiary(tables, titles, plan);
    this.fill("diary", ...tables.children);
  }

  /** @param {string} fragment Puts a code for its link on paper, if it is not too long for one. */
  async showCode(fragment) {
    const { qrSvg } = await import("./qr.js");
    const code = qrSvg(`${location.origin}${location.pathname}#${fragment}`);
    const told = code ? t("plan.code") : t("plan.no_code");
    if (fragment === this.opened) this.fill("code", ...(code ? [code] : []), make("p", "ours", told));
  }

  /** Leaves nothing of a plan on the page. */
  clear() {
    for (const slot of findAll(this.root, "[data-slot]")) slot.replaceChildren();
    this.name.value = "";
    find(this.root, '[data-field="as-text"]', HTMLElement).hidden = true;
    part(this.root, "calendar").hidden = true;
    this.say("");
  }

  /** @returns {"none" | "kept"} the state of the page without a plan in its address */
  offerKept() {
    const plans = this.kept.read();
    if (!plans.length) return "none";
    this.fill("kept-title", t("plan.kept", { count: plans.length }));
    void this.keeping().then(({ rowsOf }) => this.fill("kept", ...rowsOf(plans, (plan) => void this.ask(plan))));
    return "kept";
  }

  /** @returns {Promise<typeof import("./keeping.js")>} what few patients need */
  keeping() {
    return import("./keeping.js");
  }

  /** @param {string} state Shows the parts of the page that belong to it. */
  show(state) {
    for (const piece of findAll(this.root, "[data-state]")) {
      piece.hidden = !piece.dataset.state?.split(" ").includes(state);
    }
    this.offerToKeep();
    this.box.classList.remove("plan-wait");
  }

  /** Shows the buttons that fit what is kept. */
  offerToKeep() {
    const kept = this.kept.find(this.opened);
    for (const piece of findAll(this.root, '[data-part="not-kept"]')) piece.hidden = kept !== undefined;
    for (const piece of findAll(this.root, '[data-part="is-kept"]')) piece.hidden = !kept;
    for (const piece of findAll(this.root, '[data-part="was-replaced"]')) piece.hidden = !this.replaced;
    if (!kept) return;
    this.nameKept.value = titleOfKept(kept);
    // Without a network, what practice needs is kept the next time.
    this.keepPractice().catch(() => {});
  }

  /** A plan that is kept can be practiced without a network, where the site can be opened without one. */
  async keepPractice() {
    if (!this.plan || !("serviceWorker" in navigator)) return;
    const { keepFor } = await import("../practice/fetched.js");
    await keepFor(this.root, this.data, this.plan);
  }

  /** @param {string} next where to go once it is kept. Where an older plan names the same clinic, we ask what becomes of it. */
  async keep(next) {
    const kept = this.kept.read();
    // Without a network we may not be able to ask: then nothing is replaced.
    const keeping = kept.length ? await this.keeping().catch(() => null) : null;
    if (keeping) keeping.askAndKeep(this.root, kept, this.opened, (older) => this.keepNow(next, older));
    else this.keepNow(next);
  }

  /** @param {string} next where to go once it is kept @param {Kept} [older] whose place it takes */
  keepNow(next, older) {
    const before = this.kept.read();
    const done = this.kept.keep(this.opened, t("plan.kept_name", { date: new Date() }));
    if (done && older) {
      this.kept.remove(older.plan);
      this.replaced = { older, before };
    }
    this.offerToKeep();
    this.say(!done ? t("plan.not_kept") : older ? t("plan.is_replaced") : t("plan.is_kept"));
    if (done) find(this.root, next, HTMLElement).focus();
  }

  /** @param {string} next where to go once the plan that was replaced is kept again */
  async bringBack(next) {
    const { withOlder } = await this.keeping();
    if (!this.replaced) return;
    const { before, older } = this.replaced;
    const done = this.kept.write(withOlder(before, this.kept.read(), older));
    if (done) this.replaced = null;
    this.offerToKeep();
    this.say(done ? t("plan.is_back") : t("plan.not_kept"));
    if (done) find(this.root, next, HTMLElement).focus();
  }

  /** @returns {string} the link of the plan that is open, in full */
  link() {
    return `${location.origin}${location.pathname}#${this.opened}`;
  }

  /** @param {"copyAsText" | "saveCarePlan"} how */
  async share(how) {
    const { copyAsText, saveCarePlan } = await import("./sharing.js");
    const { data, plan } = this;
    if (!plan) return;
    const what = { data, plan, link: this.link(), say: (/** @type {string} */ text) => this.say(text) };
    if (how === "copyAsText") await copyAsText(this.root, what);
    else saveCarePlan(what);
  }

  async remind() {
    const { offerReminders } = await import("./reminders.js");
    if (this.plan) offerReminders(this.root, { plan: this.plan, link: this.link(), say: (text) => this.say(text) });
  }

  async save() {
    const { saveAsFile } = await this.keeping();
    const kept = this.kept.find(this.opened);
    saveAsFile(kept ? titleOfKept(kept) : t("plan.title"), this.link());
    this.say(t("plan.is_saved"));
  }

  /** @param {string} plan Asks whether it is to be removed. */
  async ask(plan) {
    const { askToRemove } = await this.keeping();
    const kept = this.kept.find(plan);
    if (kept) askToRemove(this.root, kept, () => this.remove(plan));
  }

  /** @param {string} plan is kept no more */
  remove(plan) {
    this.kept.remove(plan);
    this.replaced = null;
    if (this.opened) this.offerToKeep();
    else this.read();
    this.say(t("plan.is_removed"));
    if (this.opened) find(this.root, '[data-do="keep-below"]', HTMLElement).focus();
    else goTo(this.heading());
  }
}

/** @param {Document} root the page that a patient opens */
export function start(root) {
  if (!mendAddress()) new PlanPage(root).open();
}
