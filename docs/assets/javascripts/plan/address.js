// @ts-check
// The address of a page whose plan stands behind the #.

/**
 * Behind a ? that a program put in, a # that was written as %23 does not lead to 404.html, which else mends it.
 * @returns {boolean} whether the page is being left for the address that was meant
 */
export function mendAddress() {
  const [, sent] = /%(?:25)*23(\w[\w=&,-]*)/.exec(location.search) ?? [];
  if (!sent || location.hash) return false;
  location.replace(`?changed#${sent}`);
  return true;
}
