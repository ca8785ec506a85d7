// @ts-check
// WebGL2, and no more of it than is needed here.

import * as shaders from "./shaders.js";

/** @typedef {{program: WebGLProgram, at: Record<string, WebGLUniformLocation>}} Program */

/** What the device cannot do: the word says what. */
export class Unable extends Error {}

/** @param {HTMLCanvasElement} canvas @returns {WebGL2RenderingContext} @throws {Unable} where there is none */
export function contextOf(canvas) {
  const gl = canvas.getContext("webgl2", { antialias: false, depth: false, powerPreference: "low-power" });
  if (!gl) throw new Unable("webgl");
  return gl;
}

/** @param {WebGL2RenderingContext} gl */
export const programsOf = (gl) => ({
  body: program(gl, shaders.BODY_VERTEX, shaders.BODY_FRAGMENT),
  box: program(gl, shaders.BOX_VERTEX, shaders.BOX_FRAGMENT),
  rod: program(gl, shaders.ROD_VERTEX, shaders.ROD_FRAGMENT),
  picture: program(gl, shaders.PICTURE_VERTEX, shaders.PICTURE_FRAGMENT),
});

/** @param {WebGL2RenderingContext} gl @param {string} vertex @param {string} fragment @returns {Program} @throws {Unable} */
function program(gl, vertex, fragment) {
  const made = gl.createProgram();
  for (const [kind, text] of /** @type {[number, string][]} */ ([
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ])) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Unable("lost");
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
      throw new Unable("webgl");
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Unable(gl.isContextLost() ? "lost" : "webgl");
  /** @type {Program["at"]} */
  const at = {};
  for (let i = 0; i < gl.getProgramParameter(made, gl.ACTIVE_UNIFORMS); i++) {
    const name = gl.getActiveUniform(made, i)?.name ?? "";
    const place = gl.getUniformLocation(made, name);
    if (place) at[name.replace("[0]", "")] = place;
  }
  return { program: made, at };
}

/** @param {WebGL2RenderingContext} gl @param {number} kind @param {AllowSharedBufferSource} data @returns {WebGLBuffer} */
export function buffer(gl, kind, data) {
  const made = gl.createBuffer();
  gl.bindBuffer(kind, made);
  gl.bufferData(kind, data, gl.STATIC_DRAW);
  return made;
}

/**
 * Vertices of several numbers each.
 * @param {WebGL2RenderingContext} gl @param {Float32Array} data @param {number[]} sizes of each attribute
 * @returns {{array: WebGLVertexArrayObject, count: number}}
 */
export function floats(gl, data, sizes) {
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  buffer(gl, gl.ARRAY_BUFFER, data);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  let at = 0;
  for (const [place, size] of sizes.entries()) {
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, gl.FLOAT, false, 4 * all, 4 * at);
    at += size;
  }
  gl.bindVertexArray(null);
  return { array, count: data.length / all };
}

/** The labels and rest places of each pixel, drawn before the picture. */
export class Target {
  /** @param {WebGL2RenderingContext} gl */
  constructor(gl) {
    this.gl = gl;
    this.frame = gl.createFramebuffer();
    this.texture = gl.createTexture();
    this.depth = gl.createRenderbuffer();
    this.width = this.height = 0;
  }

  /** @param {number} width @param {number} height in pixels */
  resize(width, height) {
    const { gl } = this;
    if (this.width === width && this.height === height) return;
    Object.assign(this, { width, height });
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.bindRenderbuffer(gl.RENDERBUFFER, this.depth);
    gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH24_STENCIL8, width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.texture, 0);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, this.depth);
  }
}
