// @ts-check
// Trying a pose: sliders turn the joints of the moving body, and the YAML for it stands beside it.

import { find, findAll, make, part } from "../common/dom.js";
import { Unable } from "../motion/context.js";
import { body } from "../motion/files.js";
import { Scene } from "../motion/scene.js";
import { anglesOf, yamlOf } from "./figure.js";
import { bonesOf, onTheFloor, wholeTurn } from "./skeleton.js";

/** @typedef {import("./skeleton.js").Angles} Angles @typedef {import("./skeleton.js").Bone} Bone */
/**
 * @typedef {object} Data
 * @property {Record<string, {angles: Angles, direction: number[], view: string}>} bases
 * @property {Record<string, number[]>} views yaw and pitch by name
 * @property {Record<string, {limits: number[][], sided: boolean}>} joints
 * @property {import("./skeleton.js").Lengths} lengths
 */

const [BOX, MAT, UNIT] = [[-130, -235, 130, 40], [-0.55, 0.55, -0.22, 0.22], 220];
const MOST_FRAMES = 6;

/** What a movement holds that stands still. @param {import("../motion/decode.js").Mesh} mesh */
const stillMovement = ({ skeleton }) => ({
  body: "", camera: [0, 0], unit: UNIT, box: BOX, times: [0, 1], ways: 1, seconds: [1], far: 0, yields: 0, mat: MAT,
  sides: [-180, 180, 0, 90], hands: [["rest", "rest"], ["rest", "rest"]], areas: [[], []], things: [], moving: [],
  reach: [[], []], arrows: [[], []], free: ["pelvis", "upper_arm_l", "upper_arm_r"].map((it) => skeleton.indexOf(it)),
  keys: /** @type {import("../motion/decode.js").Key[]} */ ([]),
}); // prettier-ignore

class Trial {
  /** @param {HTMLElement} box @param {Data} data @param {{mesh: import("../motion/decode.js").Mesh, person: import("../motion/decode.js").Person}} files */
  constructor(box, data, { mesh, person }) {
    this.box = box;
    this.data = data;
    this.mesh = mesh;
    this.movement = stillMovement(mesh);
    this.now = 0;
    /** @type {import("./figure.js").Figure} */
    this.figure = { base: "standing", view: "side", frames: [{ changes: {}, contacts: [] }] };
    this.#key();
    this.scene = new Scene(find(box, "canvas", HTMLCanvasElement), { mesh, person, movement: this.movement });
    this.#listen();
    this.show();
  }

  get base() {
    return this.data.bases[this.figure.base];
  }

  get frame() {
    return this.figure.frames[this.now];
  }

  /** @returns {Angles} */
  get angles() {
    return anglesOf(this.base.angles, this.figure, this.now);
  }

  #listen() {
    const { box } = this;
    box.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.dataset.joint) this.#bend(target);
    });
    box.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement) this.#choose(target.name, target.value);
      if (target instanceof HTMLInputElement && target.name === "contact") this.#touch();
      if (target instanceof HTMLInputElement && target.name === "side") this.show();
    });
    /** @type {Record<string, () => void>} */
    const acts = { add: () => this.#add(), remove: () => this.#remove(), copy: () => this.#copy(), solve: () => this.#solve() };
    box.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-do]") : null;
      if (button instanceof HTMLElement) acts[button.dataset.do ?? ""]?.();
    });
    new ResizeObserver(() => this.#draw()).observe(this.scene.canvas);
    new MutationObserver(() => this.#recolor()).observe(document.documentElement, { attributeFilter: ["data-scheme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#recolor());
  }

  #recolor() {
    this.scene.recolor();
    this.#draw();
  }

  /** @returns {string[]} the sides that a slider moves */
  get sides() {
    const { value } = find(this.box, "[name=side]:checked", HTMLInputElement);
    return value ? [value] : ["l", "r"];
  }

  /** @param {HTMLInputElement} slider */
  #bend({ dataset, valueAsNumber }) {
    const joint = dataset.joint ?? "";
    for (const name of this.data.joints[joint].sided ? this.sides.map((side) => `${joint}_${side}`) : [joint]) {
      const angles = [...this.angles[name]];
      angles[Number(dataset.axis)] = valueAsNumber;
      this.frame.changes[name] = angles;
    }
    this.show();
  }

  /** @param {string} name of a list @param {string} value */
  #choose(name, value) {
    if (name === "base") this.figure = { base: value, view: this.data.bases[value].view, frames: [{ changes: {}, contacts: [] }] };
    if (name === "view") this.figure.view = value;
    this.now = name === "frame" ? Number(value) : name === "base" ? 0 : this.now;
    this.show();
  }

  #touch() {
    const ticked = findAll(this.box, "[data-contacts]:not([hidden]) [name=contact]:checked");
    this.frame.contacts = ticked.map((box) => (box instanceof HTMLInputElement ? box.value : ""));
    this.show();
  }

  #add() {
    if (this.figure.frames.length >= MOST_FRAMES) return;
    const { changes, contacts } = this.now ? this.frame : { changes: {}, contacts: [] };
    this.now = this.figure.frames.push({ changes: { ...changes }, contacts: [...contacts] }) - 1;
    this.show();
  }

  #remove() {
    if (!this.now) return;
    this.figure.frames.splice(this.now, 1);
    this.now -= 1;
    this.show();
  }

  /** Tells the scene where the bones are now. */
  #key() {
    const { lengths } = this.data;
    const bones = onTheFloor(bonesOf(this.angles, wholeTurn(this.base.direction), lengths));
    const { skeleton } = this.mesh;
    const turns = skeleton.map((bone) => bones[bone].turn);
    const places = this.movement.free.map((bone) => bones[skeleton[bone]].place);
    this.movement.keys = [0, 1].map(() => ({ turns, places, balls: [] }));
  }

  #draw() {
    const { view } = this.figure;
    const [yaw, pitch] = typeof view === "string" ? this.data.views[view] : view;
    this.movement.camera = [yaw, pitch];
    this.scene.draw({ at: 0, still: 0, hot: 1 }, { yaw, pitch });
  }

  /** Shows the figure: the body, the sliders, the frames and the YAML. */
  show() {
    this.#key();
    this.#draw();
    const { angles, data, box, figure } = this;
    const [side] = this.sides;
    for (const slider of findAll(box, "[data-joint]")) {
      if (!(slider instanceof HTMLInputElement)) continue;
      const joint = slider.dataset.joint ?? "";
      const found = angles[data.joints[joint].sided ? `${joint}_${side}` : joint];
      slider.valueAsNumber = found[Number(slider.dataset.axis)];
      const said = slider.parentElement?.querySelector("span");
      if (said) said.textContent = slider.value;
    }
    const frames = find(box, "[name=frame]", HTMLSelectElement);
    const [first, other] = [frames.dataset.start ?? "", frames.dataset.frame ?? ""];
    frames.replaceChildren(
      ...figure.frames.map((_, number) => {
        const option = make("option", "", number ? `${other} ${number}` : first);
        option.setAttribute("value", `${number}`);
        return option;
      }),
    );
    frames.value = `${this.now}`;
    find(box, "[name=base]", HTMLSelectElement).value = figure.base;
    if (typeof figure.view === "string") find(box, "[name=view]", HTMLSelectElement).value = figure.view;
    for (const list of findAll(box, "[data-contacts]")) list.hidden = (list.dataset.contacts === "start") !== !this.now;
    for (const tick of findAll(box, "[name=contact]"))
      if (tick instanceof HTMLInputElement) tick.checked = this.frame.contacts.includes(tick.value);
    find(box, '[data-do="remove"]', HTMLButtonElement).disabled = !this.now;
    find(box, '[data-do="add"]', HTMLButtonElement).disabled = figure.frames.length >= MOST_FRAMES;
    this.yaml.value = yamlOf(figure, Object.keys(data.joints), this.yaml.dataset.alt ?? "");
    box.dataset.ready = "true";
  }

  get yaml() {
    return find(this.box, "[name=yaml]", HTMLTextAreaElement);
  }

  async #copy() {
    this.yaml.select();
    const said = part(this.box, "copied");
    try {
      await navigator.clipboard.writeText(this.yaml.value);
      said.textContent = said.dataset.copied ?? "";
    } catch {
      said.textContent = said.dataset.selected ?? "";
    }
  }

  /** Asks the server of `make serve` to draw it as the build would. */
  async #solve() {
    const place = part(this.box, "solved");
    const { alt = "", drawing = "", failed = "" } = part(this.box, "solver").dataset;
    place.replaceChildren(make("p", "", drawing));
    try {
      const answer = await fetch("draw", { method: "POST", body: this.yaml.value });
      const { svg, said } = await answer.json();
      place.replaceChildren(...said.map((/** @type {string} */ line) => make("p", "", line)));
      if (!svg) return;
      const image = document.createElement("img");
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      image.alt = alt;
      place.prepend(image);
    } catch {
      place.replaceChildren(make("p", "", failed));
    }
  }
}

/** @param {Document} root */
export async function start(root) {
  const box = part(root, "pose");
  const data = JSON.parse(find(root, '[data-part="pose-data"]', HTMLScriptElement).text);
  const unable = part(root, "unable");
  try {
    if (typeof DecompressionStream === "undefined") throw new Unable("webgl");
    const [mesh, person] = [box.dataset.mesh ?? "", box.dataset.person ?? ""];
    const files = await body(new URL(mesh, document.baseURI).href, new URL(person, document.baseURI).href);
    box.hidden = false;
    new Trial(box, data, files);
  } catch {
    box.hidden = true;
    unable.hidden = false;
  }
}
