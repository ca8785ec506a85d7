// @ts-check
// Where this page is in the site.

/**
 * A language that is not the site's first has a folder of its own, with all that has words in it.
 * @param {string} path of a page or a file, in the first language @returns {string} its address in the language of this page
 */
export function inLanguage(path) {
  const site = new URL("../../../", import.meta.url);
  const folder = `${document.documentElement.lang}/`;
  return new URL((location.pathname.startsWith(site.pathname + folder) ? folder : "") + path, site).href;
}
