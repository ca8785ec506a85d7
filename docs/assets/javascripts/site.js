// @ts-check
// The shell's own script: the choice of colors, and a button that prints a handout.
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

document.addEventListener("DOMContentLoaded", () => {
  offerPrint();
  offerSchemes();
  sharePlace();
  addEventListener("hashchange", sharePlace);
});
