// The map in the browser: brings picture, panel, keyboard and address together; the page works without it too.
import { Picture } from "./map_draw.js";
import { keys } from "./map_keys.js";
import { Panel, element } from "./map_panel.js";
import { presenting } from "./map_present.js";
import { FACETS, address, folded, passes, read, write } from "./map_state.js";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("map-data").textContent);
const box = byId("map"), form = byId("filters"), find = byId("find");
const near = new Map(data.nodes.map((n) => [n.id, []]));
for (const e of data.edges) { near.get(e.from).push([e.to, e]); near.get(e.to).push([e.from, e]); }
const node = new Map(data.nodes.map((n) => [n.id, n]));
const byName = (a, b) => node.get(a).name.localeCompare(node.get(b).name, document.documentElement.lang) || (a < b ? -1 : 1);
for (const list of near.values()) list.sort((a, b) => byName(a[0], b[0]));
for (const n of data.nodes) n.sought = ` ${folded(n.name)} ${folded(n.also)} `;

box.setAttribute("role", "application");
box.setAttribute("aria-roledescription", box.dataset.role);
box.tabIndex = 0;
const picture = new Picture(box, data);
const panel = new Panel(data, near, (id, how) => choose(id, how));
let state = read(), hidden = new Set();

const visible = () => data.nodes.filter((n) => !hidden.has(n.id)).map((n) => n.id);
const neighbours = (id) => [...new Set(near.get(id).map(([other]) => other))].filter((other) => !hidden.has(other));
const counted = () => panel.words("visible", { n: data.nodes.length - hidden.size, all: data.nodes.length });

function apply() {
  hidden = new Set(data.nodes.filter((n) => !passes(n, state, data.whole)).map((n) => n.id));
  if (state.node && hidden.has(state.node)) { state.node = null; picture.choose(null, []); panel.marked(null); }
  picture.show(hidden, state.hide);
  panel.show(hidden);
  panel.legend(state);
  panel.chips(state);
}

function change(alter) {
  alter();
  apply();
  write(state);
  panel.say(counted());
}

function chosen(id, { look = true, quiet = false } = {}) {
  state.node = id && node.has(id) ? id : null;
  picture.choose(state.node, state.node ? neighbours(state.node) : [], look);
  panel.marked(state.node);
  if (!state.node) { panel.clear(); if (!quiet) panel.say(panel.words("cleared")); return; }
  panel.details(state.node);
  if (!quiet) panel.say(panel.describe(state.node));
}

function choose(id, how) {
  if (id && hidden.has(id)) return;
  chosen(id, how);
  write(state);
}

function toggle(name, value) {
  const set = name === "hide" ? state.hide : state[name];
  change(() => { set.has(value) ? set.delete(value) : set.add(value); });
}

// buttons of the legend and chips; what only the server can answer is sent to it
form.addEventListener("submit", (event) => {
  const [name, ...rest] = (event.submitter?.name === "toggle" ? event.submitter.value : "").split(":");
  const here = name === "hide" || (data.whole && FACETS.includes(name));
  if (here) {
    event.preventDefault();
    const chip = event.submitter.dataset.own;
    toggle(name, rest.join(":"));
    if (chip) (document.querySelector("#chips button") || find).focus();
  } else if (!name || data.offline) { event.preventDefault(); send(); }
});

// the address that the form means, without what is empty
function send() {
  const url = address(state);
  for (const control of form.querySelectorAll("select[name], input[name]:not([type=hidden], [type=search])")) {
    if (control.dataset.facet) { if (control.value) url.searchParams.append(control.name, control.value); continue; }
    url.searchParams.delete(control.name);
    if (control.type === "checkbox" ? control.checked : control.value) url.searchParams.set(control.name, control.value);
  }
  if (url.href !== location.href && !data.offline) location.assign(url);
}
form.addEventListener("change", (event) => {
  const { facet } = event.target.dataset;
  if (facet && data.whole) {
    const { value } = event.target;
    event.target.value = "";
    if (value && !state[facet].has(value)) toggle(facet, value);
  } else if (event.target !== find && event.target.type !== "date") send();
});

// the search narrows while one types and goes to the first on Enter
let typing = false;
find.addEventListener("input", () => {
  state.find = find.value;
  apply();
  write(state, typing);
  typing = true;
  const ids = visible().sort(byName);
  byId("found").replaceChildren(...(state.find.trim() ? ids.slice(0, 12) : []).map((id) => { const option = element("option"); option.value = node.get(id).name; return option; }));
  const names = ids.slice(0, 3).map((id) => node.get(id).name).join(", ");
  panel.say(!state.find.trim() ? counted() : ids.length ? panel.words("hits", { n: ids.length, names }) : panel.words("no_hit"));
});
find.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const wanted = find.value.trim(), ids = visible().sort(byName);
  if (!wanted) return;
  const id = ids.find((one) => node.get(one).name === wanted) || ids[0];
  if (!id) { panel.say(panel.words("no_hit")); return; }
  typing = false;
  find.value = state.find = "";
  apply();
  chosen(id);
  write(state);
  box.focus();
});
find.addEventListener("blur", () => { typing = false; });

const around = (id) => { if (!data.offline) location.assign(`/map?view=around&at=${encodeURIComponent(id)}`); };
// in a file nobody can count anew: what only the service could answer is switched off
if (data.offline && !data.whole) for (const control of document.querySelectorAll("[data-facet]")) control.disabled = true;
const isPresenting = presenting(byId("present"), (on) => {
  picture.large = on;
  requestAnimationFrame(() => requestAnimationFrame(() => picture.fit()));
  panel.say(on ? panel.words("presenting") : counted());
});
keys(box, panel.rows, {
  chosen: () => state.node, choose, visible, neighbours, at: (id) => node.get(id), presenting: isPresenting,
  say: (word) => panel.say(panel.words(word)), zoom: (by) => picture.zoom(by), fit: () => picture.fit(),
  open: () => byId("h-detail").focus(),
  around,
  nearest: () => {
    const at = picture.network.getViewPosition(), far = (id) => Math.hypot(node.get(id).x - at.x, node.get(id).y - at.y);
    return visible().sort((a, b) => far(a) - far(b))[0];
  },
});
byId("zoom-in").addEventListener("click", () => picture.zoom(1.3));
byId("zoom-out").addEventListener("click", () => picture.zoom(1 / 1.3));
byId("fit").addEventListener("click", () => picture.fit());
picture.network.on("click", (event) => {
  const id = picture.network.getNodeAt(event.pointer.DOM), line = picture.network.getEdgeAt(event.pointer.DOM);
  box.focus({ preventScroll: true });
  if (id !== undefined) choose(id, { look: false });
  else if (line !== undefined) { picture.choose(null, []); panel.tie(data.edges[line]); }
  else if (state.node) choose(null);
});
picture.network.on("doubleClick", (event) => { const id = picture.network.getNodeAt(event.pointer.DOM); if (id !== undefined) around(id); });
for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", () => picture.recolour());

// the back button undoes: what was filtered or chosen here comes back
addEventListener("popstate", () => {
  state = read();
  find.value = state.find;
  apply();
  chosen(state.node, { quiet: true });
  panel.say(counted());
});

// what a test can ask of a picture
window.mapLabels = () => picture.labels.placed.map(({ box: at, lines }) => ({ ...at, text: lines.join(" ") }));

apply();
if (state.node) chosen(state.node);
else panel.say(counted());
picture.network.once("afterDrawing", () => requestAnimationFrame(() => requestAnimationFrame(() => { box.dataset.ready = String(Math.round(performance.now())); })));
picture.network.redraw();
