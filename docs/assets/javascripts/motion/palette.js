// @ts-check
// The colors of the drawings, from the page's own variables: hooks/exercise_library/figures/draw/palette.py has them too.

/** @typedef {"line" | "top" | "far-top" | "legs" | "far-legs" | "prop" | "prop-line" | "highlight"} Plain */

/** @type {Record<Plain, string>} */
const PLAIN = {
  line: "#1d2b33",
  top: "#7fb6c9",
  "far-top": "#6ba2b6",
  legs: "#48616e",
  "far-legs": "#3b525e",
  prop: "#e6dfd3",
  "prop-line": "#857862",
  highlight: "#e8894a",
};
/** @type {Record<string, string[]>} */
const SKIN = {
  light: ["#f8dfcc", "#e8c9b1"],
  tan: ["#dfae84", "#cc996e"],
  brown: ["#b57e52", "#a06c43"],
  deep: ["#80532f", "#6e4626"],
};
/** @type {Record<string, string>} */
const HAIR = { black: "#1d2b33", brown: "#5a3d28", fair: "#c79a4b", grey: "#aab4b9" };

/** @typedef {{near: number[], far: number[], line: number[], thing: number[], thingLine: number[], area: number[]}} Palette */

/** @param {Element} element that has the variables @param {{skin: string, hair: string}} person @returns {Palette} */
export function paletteOf(element, { skin, hair }) {
  const style = getComputedStyle(element);
  const read = reader();
  const color = (/** @type {string[]} */ names, /** @type {string} */ plain) =>
    read(names.map((name) => style.getPropertyValue(`--fig-${name}`).trim()).find(Boolean) ?? plain);
  const plainly = (/** @type {Plain} */ name) => color([name], PLAIN[name]);
  const [line, thing, thingLine] = [plainly("line"), plainly("prop"), plainly("prop-line")];
  const hairs = color(["hair", `hair-${hair}`], HAIR[hair]);
  const painted = (/** @type {"" | "far-"} */ far) => {
    const skins = color([`${far}skin`, `${far}skin-${skin}`], SKIN[skin][far ? 1 : 0]);
    const near = color(["skin", `skin-${skin}`], SKIN[skin][0]);
    return [line, skins, plainly(`${far}top`), plainly(`${far}legs`), hairs, near, thing, line].flat();
  };
  return { near: painted(""), far: painted("far-"), line, thing, thingLine, area: plainly("highlight") };
}

/** @returns {(color: string) => number[]} what reads a color of CSS as red, green and blue of at most 1 */
function reader() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return (color) => {
    if (!pen) return [0, 0, 0];
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part / 255);
  };
}
