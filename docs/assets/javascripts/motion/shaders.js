// @ts-check
// What the graphics processor runs. First what is seen in each pixel: the place in the rest pose, and a label. Then
// flat colors, and a line where neighbors differ in label or lie far apart on the body: as the stills are made.
// A label is 1 skin, 2 top, 3 legs, 4 hair, 5 ear, 6 a thing, 7 a stroke; +8 or +16 the kind, +32 far, +64 shaded.

const REST = "vec3(.84, 1.06, .36)";

export const BODY_VERTEX = `#version 300 es
layout(location=0) in vec4 a_place; layout(location=1) in uvec4 a_bone; layout(location=2) in vec4 a_share;
layout(location=3) in vec4 a_field; layout(location=4) in float a_area;
uniform vec4 u_bones[210]; uniform mat3 u_view; uniform vec4 u_fit; uniform float u_steps, u_floor;
out vec3 v_rest; out vec4 v_field; out float v_area, v_ear; flat out int v_flags;
void main() {
  vec4 place = vec4(a_place.xyz / u_steps, 1.), x = vec4(0), y = vec4(0), z = vec4(0);
  for (int i = 0; i < 4; i++) {
    int bone = int(a_bone[i]) * 3;
    x += a_share[i] * u_bones[bone]; y += a_share[i] * u_bones[bone + 1]; z += a_share[i] * u_bones[bone + 2];
  }
  vec3 world = vec3(dot(x, place), dot(y, place), dot(z, place));
  world.y = max(world.y, u_floor);
  vec3 seen = u_view * world;
  v_rest = place.xyz; v_field = a_field; v_area = a_area;
  v_flags = int(a_place.w); v_ear = float((v_flags >> 2) & 1);
  gl_Position = vec4(seen.xy * u_fit.xy + u_fit.zw, -seen.z * .3, 1.);
}`;

export const BODY_FRAGMENT = `#version 300 es
precision highp float; precision highp int;
in vec3 v_rest; in vec4 v_field; in float v_area, v_ear; flat in int v_flags;
uniform int u_far, u_covered; uniform float u_shaded; out vec4 o;
void main() {
  int label = 1;
  if (v_field.y <= 0. && v_field.w > 0.) label = 3;
  if (v_field.y > 0. && v_field.x > 0.) label = 2;
  if (v_field.z > 0.) label = 4;
  if (v_ear > .999) label = u_covered == 1 ? 4 : 5;
  int code = label | ((v_flags & 3) << 3);
  if (((u_far >> (v_flags >> 4)) & 1) == 1 && label < 4) code |= 32;
  if (v_area * u_shaded > 0. && label != 4 && label != 5) code |= 64;
  o = vec4((v_rest + vec3(.42, .02, .18)) / ${REST}, float(code) / 255.);
}`;

export const BOX_VERTEX = `#version 300 es
layout(location=0) in vec3 a_place; layout(location=1) in vec3 a_thing;
uniform mat3 u_view; uniform vec4 u_fit; uniform float u_sorted; out vec2 v_thing;
void main() {
  vec3 seen = u_view * a_place; v_thing = a_thing.xy;
  gl_Position = vec4(seen.xy * u_fit.xy + u_fit.zw, -seen.z * .3 * (1. - .8 * u_sorted) - a_thing.z * u_sorted * .79, 1.);
}`;

export const BOX_FRAGMENT = `#version 300 es
precision highp float; in vec2 v_thing; out vec4 o;
void main() { o = vec4(v_thing.x / 255., v_thing.y, 0., 6. / 255.); }`;

export const ROD_VERTEX = `#version 300 es
layout(location=0) in vec3 a_start; layout(location=1) in vec3 a_end; layout(location=2) in vec3 a_corner;
layout(location=3) in vec3 a_thing;
uniform mat3 u_view; uniform vec4 u_fit, u_moved[3]; uniform float u_sorted, u_nearer;
out vec2 v_at, v_thing; flat out float v_long, v_radius;
vec3 seen(vec3 p) { return u_view * vec3(dot(u_moved[0], vec4(p, 1.)), dot(u_moved[1], vec4(p, 1.)), dot(u_moved[2], vec4(p, 1.))); }
void main() {
  vec3 a = seen(a_start), b = seen(a_end);
  vec2 way = b.xy - a.xy; float far = length(way);
  vec2 along = far > 1e-5 ? way / far : vec2(1., 0.), aside = vec2(-along.y, along.x);
  float radius = a_corner.z; vec3 end = a_corner.x > 0. ? b : a;
  v_long = far; v_radius = radius; v_thing = a_thing.xy;
  v_at = vec2(a_corner.x > 0. ? far + radius : -radius, a_corner.y * radius);
  vec2 place = end.xy + along * a_corner.x * radius + aside * v_at.y;
  float z = -(end.z + u_nearer) * .3 * (1. - .8 * u_sorted) - a_thing.z * u_sorted * .79;
  gl_Position = vec4(place * u_fit.xy + u_fit.zw, z, 1.);
}`;

export const ROD_FRAGMENT = `#version 300 es
precision highp float; in vec2 v_at, v_thing; flat in float v_long, v_radius; uniform float u_label; out vec4 o;
void main() {
  if (length(v_at - vec2(clamp(v_at.x, 0., v_long), 0.)) > v_radius) discard;
  o = vec4(v_thing.x / 255., v_thing.y, 0., u_label / 255.);
}`;

export const PICTURE_VERTEX = `#version 300 es
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3. : -1., gl_VertexID == 2 ? 3. : -1., 0., 1.); }`;

export const PICTURE_FRAGMENT = `#version 300 es
precision highp float; precision highp int;
uniform sampler2D u_seen; uniform ivec2 u_size; uniform float u_radius, u_away, u_hot, u_near;
uniform vec3 u_colors[8], u_far[8], u_line, u_thingLine, u_area, u_mat; out vec4 o;
vec4 at(ivec2 p) { return texelFetch(u_seen, clamp(p, ivec2(0), u_size - 1), 0); }
int code(vec4 t) { return int(t.a * 255. + .5); }
bool flat_(vec4 t) { return (code(t) & 7) == 6 && t.g > .5; }
vec4 paint(vec4 t) {
  int c = code(t), label = c & 7;
  if (label == 0) return vec4(0);
  if (label == 6) return vec4(t.g > .5 ? u_mat : u_colors[6], 1);
  if (label == 7) return vec4(t.r > .002 ? u_colors[4] : u_line, 1);
  vec3 color = mix(u_colors[label], u_far[label], (c & 32) != 0 ? 1. - u_away : 0.);
  return vec4((c & 64) != 0 ? mix(color, u_area, .9 * u_hot) : color, 1);
}
float limit(int c) { int kind = (c >> 3) & 3; return kind == 1 ? (u_near > .5 ? .011 : .017) : kind == 2 ? .018 : .034; }
float differ(vec4 a, vec4 b) {
  int one = code(a), other = code(b), la = one & 7, lb = other & 7;
  if (la == 7 || lb == 7) return 0.;
  if (la != lb) return (flat_(a) || flat_(b)) && la * lb == 0 ? 0. : 1.;
  if (la == 0) return 0.;
  if (la == 6) return abs(a.r - b.r) > .002 && !(flat_(a) && flat_(b)) ? 1. : 0.;
  float m = min(limit(one), limit(other));
  return smoothstep(m, m * 1.6, length((a.rgb - b.rgb) * ${REST}));
}
vec2 ring(int i) {
  float part = i < 8 ? .33 : i < 24 ? .67 : 1., angle = (float(i) + (i < 8 ? .5 : 0.)) * 6.2831853 / (i < 8 ? 8. : i < 24 ? 16. : 20.);
  return vec2(cos(angle), sin(angle)) * part;
}
void main() {
  ivec2 p = ivec2(gl_FragCoord.xy); vec4 here = at(p);
  bool plain = true;
  for (int i = 24; i < 44; i += 2) {
    vec4 there = at(p + ivec2(round(ring(i) * (u_radius + 1.))));
    if (there.a != here.a || length((there.rgb - here.rgb) * ${REST}) > .0105) { plain = false; break; }
  }
  if (plain || (code(here) & 7) == 7) { o = paint(here); return; }
  vec4 color = paint(here) * 2.;
  for (int i = 0; i < 4; i++) color += paint(at(p + ivec2(i < 2 ? i * 2 - 1 : 0, i < 2 ? 0 : i * 2 - 5)));
  for (int i = 0; i < 4; i++) color += .5 * paint(at(p + ivec2((i & 1) * 2 - 1, (i & 2) - 1)));
  color /= 8.;
  float found = 0.; int label = code(here) & 7; bool ofBody = label > 0 && label < 6;
  for (int i = 0; i < 44; i++) {
    vec4 there = at(ivec2(floor(gl_FragCoord.xy + ring(i) * u_radius)));
    float by = differ(there, here); int other = code(there) & 7;
    found += by; if (by > 0. && other > 0 && other < 6) ofBody = true;
  }
  o = mix(color, vec4(ofBody ? u_line : u_thingLine, 1), smoothstep(.06, .22, found / 44.));
}`;
