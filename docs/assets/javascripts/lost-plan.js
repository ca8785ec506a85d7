// @ts-check
// On 404.html: knows the link to a plan or a diary that a program on the way has changed, and hands it on to the page of plans, of
// practice or of the diary.
// Some programs for mail write its # as %23, or as %2523, and some write the address in capitals.

// The root of this copy. Scripts of a page share their names, and site.js has SITE.
const COPY = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src);

/** @param {string} text @returns {string} without percent-encoding, as format.js undoes it */
function unescaped(text) {
  let plain = text;
  try {
    for (let round = 0; round < 3 && plain.includes("%"); round++) plain = decodeURIComponent(plain);
  } catch {
    // What is no encoding stays.
  }
  return plain;
}

/** @returns {URL | null} where the plan opens; null if the address is not that of a plan, or is right already */
function planAddress() {
  const home = COPY.pathname.toLowerCase();
  const asked = unescaped(location.pathname + location.search);
  if (!asked.toLowerCase().startsWith(home)) return null;
  const [, folder, page, sent] =
    /^((?:[a-z]{2,3}(?:-[a-z0-9]+)*\/)?)(plan|practice|diary)\/?(?:index\.html)?(?:[?&][^#]*)?[#/]*(d?\d.*|[a-z]+=.*)?$/i.exec(asked.slice(home.length)) ?? [];
  if (page === undefined) return null;
  const plan = new URL(`${folder}${page}/`.toLowerCase(), COPY);
  if (location.pathname === plan.pathname) return null;
  // What stood before the # in the address was sent to the host. The page says so.
  if (sent) plan.search = "changed";
  plan.hash = sent || location.hash;
  return plan;
}

const address = planAddress();
if (address) location.replace(address.href);
