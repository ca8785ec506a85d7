// @ts-check
// Wakes the search. Material's script does nothing else on these pages, and fetches the whole index as soon as it runs:
// so it waits in a template until the reader opens the search. Then it gets our worker, search-worker.js, for its own.

/** @template {Element} T @param {string} id @param {new () => T} kind @returns {T} */
function find(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${id} on this page`);
  return found;
}

const opened = find("__search", HTMLInputElement);
const query = find("query", HTMLInputElement);

function wake() {
  const config = find("__config", HTMLScriptElement);
  const settings = JSON.parse(config.textContent ?? "");
  const worker = new URL("search-worker.js", import.meta.url);
  worker.hash = new URL(settings.search, location.href).href;
  config.textContent = JSON.stringify({ ...settings, search: worker.href });
  document.body.append(find("material", HTMLTemplateElement).content);
}

if (opened.checked) wake();
else opened.addEventListener("change", wake, { once: true });

// Material listens to keys only, and so hears nothing of what is spoken or pasted.
query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));
