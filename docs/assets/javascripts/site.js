// @ts-check
// The shell's own script: the choice of colors, lines that open to more, and a button that prints a handout.
// It runs before the page is drawn, so that a chosen color scheme never flashes the other one.

// A browser draws no pictures and starts no tools of a page that is opened from a folder. This page says what to do.
const SITE = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
const FOLDER = new URL("folder/index.html", SITE);
if (location.protocol === "file:" && location.pathname !== FOLDER.pathname) location.replace(FOLDER.href);

const root = document.documentElement;
root.classList.replace("no-js", "js");

/** The name that the choice is kept by, with this site's address before it: as in common/storage.js, for the same end. */
const KEY = `${SITE.pathname}scheme`;

/** @param {string | null} scheme @returns {boolean} whether it is a choice that we offer */
const isScheme = (scheme) => scheme === "light" || scheme === "dark";

/** @returns {string} "light", "dark", or "" for the same as the device */
function chosenScheme() {
  try {
    const old = localStorage.getItem("scheme");
    if (old && isScheme(old) && localStorage.getItem(KEY) === null) {
      localStorage.setItem(KEY, old);
      localStorage.removeItem("scheme");
    }
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} scheme Shows it; keeps it on this device only if it is a choice. */
function showScheme(scheme) {
  if (isScheme(scheme)) root.dataset.scheme = scheme;
  else delete root.dataset.scheme;
}

/** @param {string} scheme */
function keepScheme(scheme) {
  try {
    if (scheme) localStorage.setItem(KEY, scheme);
    else localStorage.removeItem(KEY);
  } catch {
    // The device keeps nothing for us; the choice holds until the page is left.
  }
}

showScheme(chosenScheme());

function offerSchemes() {
  const box = document.querySelector('[data-part="scheme"]');
  if (!(box instanceof HTMLElement)) return;
  box.hidden = false;
  for (const choice of box.querySelectorAll("input")) {
    choice.checked = choice.value === (root.dataset.scheme ?? "");
    choice.addEventListener("change", () => {
      showScheme(choice.value);
      keepScheme(choice.value);
    });
  }
}

/** Shows the button that prints a page made for paper. Browsers inside other apps may not print: that is said then. */
function offerPrint() {
  const place = document.querySelector('[data-part="print"]');
  const cannot = document.querySelector('[data-part="cannot-print"]');
  if (!(place instanceof HTMLElement)) return;
  place.hidden = false;
  place.querySelector("button")?.addEventListener("click", () => {
    if (typeof globalThis.print === "function") print();
    else if (cannot instanceof HTMLElement) cannot.hidden = false;
  });
}

/** A phone shares the canonical address. So it leads to the same place on the page as the address that is open. */
function sharePlace() {
  const canonical = document.querySelector('link[rel="canonical"]');
  if (!(canonical instanceof HTMLLinkElement)) return;
  const url = new URL(canonical.href);
  url.hash = location.hash;
  canonical.href = url.href;
}

/** Where an entry of a program is closed until it is asked for. site.css has the same width. */
const NARROW = matchMedia("(max-width: 47.99rem)");
// An address with a place in it may lead to any line of the page, so all entries are open there.
root.classList.toggle("at-place", location.hash.length > 1);

/**
 * A line that opens what stands below it. The browser's own search finds what is closed, where a browser knows how, and
 * paper shows all of it.
 */
class Fold {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.line = /** @type {HTMLElement} */ (box.querySelector('[data-part="line"]'));
    this.rest = /** @type {HTMLElement} */ (box.querySelector('[data-part="rest"]'));
    this.button = Object.assign(document.createElement("button"), { type: "button" });
    this.rest.addEventListener("beforematch", () => this.open(true));
  }

  /** @param {boolean} isOpen @returns {this} Makes the line a button. */
  start(isOpen) {
    this.button.append(...this.line.childNodes);
    this.line.append(this.button);
    this.open(isOpen);
    this.box.dataset.ready = "";
    return this;
  }

  /** Opens it for good: the line is none but a line again. */
  end() {
    this.open(true);
    this.line.replaceChildren(...this.button.childNodes);
  }

  get isOpen() {
    return !("folded" in this.box.dataset);
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.box.toggleAttribute("data-folded", !isOpen);
    this.button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.rest.removeAttribute("hidden");
    else this.rest.setAttribute("hidden", "until-found");
  }
}

/** @param {string} name of a part @returns {Fold[]} all of that name */
const foldsIn = (name) =>
  [...document.querySelectorAll(`[data-part="${name}"]`)].flatMap((box) => (box instanceof HTMLElement ? new Fold(box) : []));

function foldLines() {
  for (const fold of foldsIn("folds")) {
    fold.start(false);
    fold.button.addEventListener("click", () => fold.open(!fold.isOpen));
  }
}

/** @param {HTMLElement} entry Its last picture of the first ones, by which it is known while it is closed. */
function addGlance(entry) {
  const picture = entry.querySelector("figure")?.parentElement?.lastElementChild?.querySelector("svg")?.cloneNode(true);
  if (!(picture instanceof SVGElement)) return;
  picture.removeAttribute("role");
  picture.removeAttribute("aria-label");
  picture.setAttribute("aria-hidden", "true");
  const glance = document.createElement("div");
  glance.className = "entry-glance no-print";
  glance.append(picture);
  entry.querySelector("h3")?.after(glance);
}

/** On a narrow screen the entries of a program are a list of name, picture and dose that opens one at a time. */
function foldEntries() {
  const entries = foldsIn("entry");
  if (!entries.length) return;
  /** @param {Fold} one Opens it and closes all others, and keeps it where it is in the window. */
  const openAlone = (one) => {
    const { top } = one.line.getBoundingClientRect();
    for (const entry of entries) entry.open(entry === one);
    scrollBy(0, one.line.getBoundingClientRect().top - top);
  };
  /** @param {string} hash */
  const lead = (hash) => {
    const place = hash.length > 1 && NARROW.matches && document.getElementById(decodeURIComponent(hash.slice(1)));
    const entry = place && entries.find(({ box }) => box.contains(place));
    if (entry && !entry.isOpen) openAlone(entry);
  };
  const fit = () => {
    for (const entry of entries) {
      if (NARROW.matches) entry.start(root.classList.contains("at-place"));
      else if (entry.button.isConnected) entry.end();
    }
  };
  for (const entry of entries) {
    addGlance(entry.box);
    entry.button.addEventListener("click", () => (entry.isOpen ? entry.open(false) : openAlone(entry)));
  }
  fit();
  NARROW.addEventListener("change", fit);
  // Before the browser goes there, so that it goes to where the place is then.
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest('a[href^="#"]');
    if (link instanceof HTMLAnchorElement) lead(link.hash);
  });
  addEventListener("hashchange", () => lead(location.hash));
}

/** The name that it is kept by that the hint was closed: this site's address before it, as above. */
const HINT = `${SITE.pathname}language-hint`;

/** @returns {boolean} whether nobody closed the hint on this device. One that keeps nothing shows it again. */
function wantsHint() {
  try {
    return localStorage.getItem(HINT) === null;
  } catch {
    return true;
  }
}

function dropHint() {
  document.querySelector(".language-hint")?.remove();
  try {
    localStorage.setItem(HINT, "closed");
  } catch {
    // It comes again on the next page.
  }
}

/** @param {HTMLAnchorElement} link to this page in the reader's language, in its words @returns {HTMLAnchorElement} another one */
function showHint({ href, lang, dataset: { hint = "", close = "" } }) {
  const line = Object.assign(document.createElement("p"), { lang, dir: "auto" });
  line.classList.add("language-hint", "no-print");
  const link = Object.assign(document.createElement("a"), { href, textContent: hint });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: close });
  button.addEventListener("click", dropHint);
  line.append(link, button);
  document.querySelector("header")?.append(line);
  return link;
}

/** @returns {string} how far one has read, for an address: places have the same names in all languages */
function placeInSight() {
  const places = [...document.querySelectorAll("main :is(h2, h3, article, section)[id]")];
  const read = places.filter((it) => it.getClientRects().length && it.getBoundingClientRect().top < innerHeight / 3).pop();
  return read && scrollY ? `#${read.id}` : "";
}

/** Links to this page in another language lead to the same place and to the same plan; one is pointed out at first. */
function offerLanguages() {
  const links = [...document.querySelectorAll('[data-part="language"]')].flatMap((it) => (it instanceof HTMLAnchorElement ? it : []));
  const known = [root.lang, ...links.map(({ lang }) => lang)];
  const wanted = navigator.languages.map((it) => it.split("-")[0]).find((it) => known.includes(it));
  const other = links.find(({ lang }) => lang === wanted);
  const hinted = other && wantsHint() ? [showHint(other)] : [];
  for (const link of [...links, ...hinted]) {
    const plain = link.href;
    for (const event of ["click", "auxclick", "contextmenu"]) {
      link.addEventListener(event, () => {
        link.href = plain + location.search + (location.hash || placeInSight());
        dropHint();
      });
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  offerLanguages();
  foldLines();
  foldEntries();
  offerPrint();
  offerSchemes();
  sharePlace();
  addEventListener("hashchange", sharePlace);
});
