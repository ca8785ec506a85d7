// The shell's own script: the choice of colors, a button that opens Material's search, and one that prints a handout.
// It runs before the page is drawn, so that a chosen color scheme never flashes the other one.

const root = document.documentElement;
root.classList.replace("no-js", "js");

/** @returns {string} "light", "dark", or "" for the same as the device */
function chosenScheme() {
  try {
    return localStorage.getItem("scheme") ?? "";
  } catch {
    return "";
  }
}

/** @param {string} scheme Shows it; keeps it on this device only if it is a choice. */
function showScheme(scheme) {
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  else delete root.dataset.scheme;
}

/** @param {string} scheme */
function keepScheme(scheme) {
  try {
    if (scheme) localStorage.setItem("scheme", scheme);
    else localStorage.removeItem("scheme");
  } catch {
    // The device keeps nothing for us; the choice holds until the page is left.
  }
}

showScheme(chosenScheme());

function offerSchemes() {
  const box = document.querySelector(".scheme");
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

/** Material opens its search by a hidden check box. A button that can be reached by keyboard works it. */
function openSearchByButton() {
  const toggle = document.getElementById("__search");
  const query = document.getElementById("query");
  const open = document.querySelector(".search-open");
  if (!(toggle instanceof HTMLInputElement) || !query || !(open instanceof HTMLElement)) return;
  const set = (/** @type {boolean} */ on) => {
    if (toggle.checked !== on) toggle.click();
  };
  open.addEventListener("click", () => {
    set(true);
    query.focus();
  });
  document.querySelector(".search-close")?.addEventListener("click", () => set(false));
  toggle.addEventListener("change", () => {
    root.classList.toggle("searching", toggle.checked);
    open.setAttribute("aria-expanded", String(toggle.checked));
    if (!toggle.checked) open.focus();
  });
}

/** Shows the button that prints a page made for paper. */
function offerPrint() {
  const place = document.querySelector(".print-this");
  if (!(place instanceof HTMLElement)) return;
  place.hidden = false;
  place.querySelector("button")?.addEventListener("click", () => print());
}

document.addEventListener("DOMContentLoaded", () => {
  offerPrint();
  offerSchemes();
  openSearchByButton();
});
