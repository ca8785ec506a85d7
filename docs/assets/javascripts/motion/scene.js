// @ts-check
// One person in one movement, drawn from any side.

import { normalsOf, shaded } from "./areas.js";
import { buffer, contextOf, floats, programsOf, Target } from "./context.js";
import { paletteOf } from "./palette.js";
import { curlsAt, Rig, rows, skeletonAt } from "./rig.js";
import { boxesOf, matCorners, movingRods, nearer, rodsOf, strokesOf } from "./things.js";
import { add, dot, mix, subtract, turned } from "./turns.js";
import { viewOf } from "./view.js";

/** @typedef {import("./decode.js").Mesh} Mesh @typedef {import("./decode.js").Person} Person */
/** @typedef {import("./decode.js").Movement} Movement @typedef {import("./view.js").Side} Side */
/** @typedef {{at: number, still: number, hot: number}} Shown */

const FLOOR = 0.0005;
const ROOM = 0.08;
const HEAD_ROOM = 0.11;
const MOST_PIXELS = 2;
/** Half the width of an outline, in steps of the stills. */
const LINE = 0.62;
const [MARK_NEARER, ON_THE_BODY, TURNED, NEAR_HIP] = [0.0065, 0.05, 0.3, -0.01];
const LOWER_ARM = /^(forearm|forearm_twist|hand|elbow_half|wrist_half|finger_\d_\d)_/;
const ROD = [3, 3, 3, 3];
const UNMOVED = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

export class Scene {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{mesh: Mesh, person: Person, movement: Movement}} files
   * @throws {import("./context.js").Unable} where there is no WebGL2
   */
  constructor(canvas, { mesh, person, movement }) {
    this.canvas = canvas;
    this.mesh = mesh;
    this.person = person;
    this.movement = movement;
    this.rig = new Rig(mesh, person);
    this.gl = contextOf(canvas);
    this.programs = programsOf(this.gl);
    this.target = new Target(this.gl);
    this.size = 1;
    this.still = -1;
    this.#upload();
    this.reached = this.#reached();
    this.recolor();
  }

  #upload() {
    const { gl, mesh, person, movement } = this;
    const normals = normalsOf(mesh, person);
    this.areas = movement.areas.map((blobs) => shaded(blobs, mesh, person, normals));
    this.body = gl.createVertexArray();
    gl.bindVertexArray(this.body);
    const attribute = (/** @type {number} */ place, /** @type {AllowSharedBufferSource} */ data, /** @type {number} */ size) => {
      const made = buffer(gl, gl.ARRAY_BUFFER, data);
      gl.enableVertexAttribArray(place);
      if (data instanceof Int16Array) gl.vertexAttribPointer(place, size, gl.SHORT, false, 0, 0);
      else if (data === mesh.bone) gl.vertexAttribIPointer(place, size, gl.UNSIGNED_BYTE, 0, 0);
      else gl.vertexAttribPointer(place, size, data instanceof Int8Array ? gl.BYTE : gl.UNSIGNED_BYTE, true, 0, 0);
      return made;
    };
    attribute(0, person.places, 4);
    attribute(1, mesh.bone, 4);
    attribute(2, mesh.share, 4);
    attribute(3, person.fields, 4);
    // One byte by vertex would not lie at multiples of four, which some drivers ask for only between attributes.
    this.shading = attribute(4, new Int8Array(mesh.vertices), 1);
    buffer(gl, gl.ELEMENT_ARRAY_BUFFER, mesh.index);
    gl.bindVertexArray(null);
    this.boxes = floats(gl, new Float32Array(boxesOf(movement)), [3, 3]);
    this.rods = floats(gl, new Float32Array(rodsOf(movement)), ROD);
    this.strokes = floats(gl, new Float32Array(strokesOf(person, false)), ROD);
    this.wires = floats(gl, new Float32Array(strokesOf(person, true)), ROD);
    this.empty = gl.createVertexArray();
  }

  /** @returns {import("./view.js").Reached[]} where body and things get to */
  #reached() {
    const { mesh, movement } = this;
    const head = mesh.skeleton.indexOf("head");
    /** @type {import("./view.js").Reached[]} */
    const found = [];
    for (let at = 0; at <= movement.ways; at += 0.25) {
      const { places, turns, balls } = skeletonAt(mesh, movement, at);
      for (const place of places) found.push([place, ROOM]);
      found.push([add(places[head], turned(turns[head], [0, 0.06, 0])), HEAD_ROOM]);
      for (const ball of balls) found.push([ball, 0.02]);
    }
    for (const { balls } of movement.things) for (const [x, y, z, radius] of balls) found.push([[x, y, z], radius]);
    if (movement.mat) for (const corner of matCorners(movement.mat)) found.push([corner, 0]);
    return found;
  }

  /** Gives back what it holds of the device: there are few contexts at a time. */
  release() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  /** Reads the page's colors anew. */
  recolor() {
    this.palette = paletteOf(this.canvas, this.person);
  }

  /** @param {Shown} shown @param {Side} side @returns {number} how far it is turned from the still's side, at most 1 */
  draw(shown, side) {
    const scale = Math.min(devicePixelRatio, MOST_PIXELS) * this.size;
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight].map((it) =>
      Math.max(1, Math.round(it * scale)),
    );
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.target.resize(width, height);
    const view = viewOf(this.movement, this.reached, side, width, height);
    this.#label(shown, view, width, height);
    this.#paint(shown, view, width, height);
    return view.away;
  }

  /** @param {Shown} shown @param {Side} side Draws to the end: what was asked for is done when this returns. */
  drawAndWait(shown, side) {
    this.draw(shown, side);
    this.gl.readPixels(0, 0, 1, 1, this.gl.RGBA, this.gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  /** @param {Shown} shown @param {import("./view.js").View} view @param {number} width @param {number} height */
  #label({ at, still }, view, width, height) {
    const { gl, movement, programs } = this;
    const skeleton = skeletonAt(this.mesh, movement, at);
    const bones = this.rig.pose(skeleton, curlsAt(movement, this.mesh, at));
    const fit = this.#fit(view, width, height);
    const axes = [0, 1, 2].flatMap((column) => view.axes.map((row) => row[column]));
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.target.frame);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT | gl.STENCIL_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    for (const { program, at: place } of [programs.body, programs.box, programs.rod]) {
      gl.useProgram(program);
      gl.uniformMatrix3fv(place.u_view, false, axes);
      gl.uniform4fv(place.u_fit, fit);
    }
    this.#labelBody(bones, skeleton, view, at, still);
    this.#labelThings(rows(bones[this.mesh.bones.indexOf("head")]), skeleton, view);
  }

  /** @param {import("./view.js").View} view @param {number} width @param {number} height */
  #fit({ axes, middle, unit }, width, height) {
    const [right, up] = [dot(axes[0], middle), dot(axes[1], middle)];
    return [(2 * unit) / width, (2 * unit) / height, (-2 * unit * right) / width, (-2 * unit * up) / height];
  }

  /**
   * @param {import("./rig.js").Affine[]} bones @param {import("./rig.js").Skeleton} skeleton
   * @param {import("./view.js").View} view @param {number} at @param {number} still
   */
  #labelBody(bones, skeleton, view, at, still) {
    const { gl, movement, mesh } = this;
    const { program, at: place } = this.programs.body;
    const closer = this.#closer(skeleton, view, at);
    const matrices = bones.flatMap(({ turn, shift }, number) =>
      rows({ turn, shift: nearer(shift, view.axes[2], closer(mesh.bones[number])) }),
    );
    gl.useProgram(program);
    gl.bindVertexArray(this.body ?? null);
    gl.enable(gl.CULL_FACE);
    gl.uniform4fv(place.u_bones, matrices);
    gl.uniform1f(place.u_steps, mesh.steps);
    gl.uniform1f(place.u_floor, movement.yields ? FLOOR : -9);
    gl.uniform1i(place.u_far, movement.far);
    gl.uniform1i(place.u_covered, this.person.earsCovered);
    gl.uniform1f(place.u_shaded, movement.areas[still].length ? 1 : 0);
    if (this.still !== still && this.areas) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.shading ?? null);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.areas[still]);
      this.still = still;
    }
    gl.enable(gl.STENCIL_TEST);
    gl.stencilFunc(gl.ALWAYS, 1, 1);
    gl.stencilOp(gl.KEEP, gl.KEEP, gl.REPLACE);
    gl.drawElements(gl.TRIANGLES, mesh.index.length, gl.UNSIGNED_SHORT, 0);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
  }

  /**
   * An arm that lies on the body is seen whole, though flesh yields: as in the stills (renderer.py).
   * @param {import("./rig.js").Skeleton} skeleton @param {import("./view.js").View} view @param {number} at
   * @returns {(bone: string) => number} how much nearer a bone counts
   */
  #closer({ turns, places }, view, at) {
    const { movement, mesh } = this;
    const still = Math.min(Math.floor(at), movement.reach.length - 1);
    const next = Math.min(still + 1, movement.reach.length - 1);
    const pelvis = places[mesh.skeleton.indexOf("pelvis")];
    const signs = ["l", "r"].map((name, side) => {
      const hip = places[mesh.skeleton.indexOf(`thigh_${name}`)];
      const isNear = dot(view.axes[2], subtract(hip, pelvis)) > NEAR_HIP;
      const sign = (/** @type {number} */ number) =>
        movement.reach[number]
          .filter((reached) => reached.side === side)
          .reduce((sum, { bone, out }) => {
            const faces = dot(view.axes[2], turned(turns[bone], out)) / Math.hypot(...out);
            return sum + (faces > TURNED || (isNear && faces > -TURNED) ? 1 : faces < -TURNED ? -1 : 0);
          }, 0);
      return mix(sign(still), sign(next), at - still);
    });
    return (bone) => {
      const share = LOWER_ARM.test(bone) ? 1 : bone.startsWith("upper_arm_") ? 0.5 : 0;
      return share * ON_THE_BODY * signs[bone.endsWith("_l") ? 0 : 1];
    };
  }

  /** @param {number[]} head @param {import("./rig.js").Skeleton} skeleton @param {import("./view.js").View} view */
  #labelThings(head, skeleton, view) {
    const { gl } = this;
    const { box, rod } = this.programs;
    const sorted = view.away < 1 ? 1 : 0;
    const moving = this.movement.moving.length
      ? floats(gl, new Float32Array(movingRods(this.movement, skeleton.balls)), ROD)
      : undefined;
    gl.useProgram(box.program);
    gl.uniform1f(box.at.u_sorted, sorted);
    this.#triangles(this.boxes);
    gl.useProgram(rod.program);
    gl.uniform1f(rod.at.u_sorted, sorted);
    gl.uniform1f(rod.at.u_label, 6);
    gl.uniform1f(rod.at.u_nearer, 0);
    gl.uniform4fv(rod.at.u_moved, UNMOVED);
    this.#triangles(this.rods);
    this.#triangles(moving);
    gl.uniform1f(rod.at.u_sorted, 0);
    gl.uniform1f(rod.at.u_label, 7);
    gl.uniform1f(rod.at.u_nearer, MARK_NEARER);
    gl.uniform4fv(rod.at.u_moved, head);
    this.#triangles(this.wires);
    gl.enable(gl.STENCIL_TEST); // strokes are on the skin, and do not stick out of it
    gl.stencilFunc(gl.EQUAL, 1, 1);
    gl.stencilOp(gl.KEEP, gl.KEEP, gl.KEEP);
    this.#triangles(this.strokes);
    gl.disable(gl.STENCIL_TEST);
    if (moving) gl.deleteVertexArray(moving.array);
  }

  /** @param {{array: WebGLVertexArrayObject, count: number} | undefined} mesh */
  #triangles(mesh) {
    if (!mesh?.count) return;
    this.gl.bindVertexArray(mesh.array);
    this.gl.drawArrays(this.gl.TRIANGLES, 0, mesh.count);
  }

  /** @param {Shown} shown @param {import("./view.js").View} view @param {number} width @param {number} height */
  #paint({ hot }, { unit, away, axes }, width, height) {
    const { gl, palette } = this;
    const { program, at } = this.programs.picture;
    if (!palette) return;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.disable(gl.DEPTH_TEST);
    gl.useProgram(program);
    gl.bindVertexArray(this.empty ?? null);
    gl.bindTexture(gl.TEXTURE_2D, this.target.texture);
    gl.uniform3fv(at.u_colors, palette.near);
    gl.uniform3fv(at.u_far, palette.far);
    gl.uniform3fv(at.u_line, palette.line);
    gl.uniform3fv(at.u_thingLine, palette.thingLine);
    gl.uniform3fv(at.u_area, palette.area);
    // Seen along the floor, a mat is no more than a line.
    const level = Math.max(0, 1 - Math.abs(axes[2][1]) * 5);
    gl.uniform3fv(at.u_mat, palette.thing.map((part, i) => mix(part, palette.thingLine[i], level)));
    gl.uniform2i(at.u_size, width, height);
    gl.uniform1f(at.u_radius, Math.max(1.3, Math.min(6, (unit / 220) * LINE)));
    gl.uniform1f(at.u_away, away);
    gl.uniform1f(at.u_hot, hot);
    gl.uniform1f(at.u_near, this.movement.unit > 308 ? 1 : 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}
