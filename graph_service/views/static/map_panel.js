// What stands around the picture: details, list, chips, legend; text only, never markup from data.
import { FACETS } from "./map_state.js";

const byId = (id) => document.getElementById(id);

export function element(name, text, children = []) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

function link(text, href) {
  const made = element("a", text);
  made.href = href;
  return made;
}

const FILL = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Panel {
  constructor(data, near, choose) {
    this.data = data;
    this.near = near;
    this.choose = choose;
    this.node = new Map(data.nodes.map((n) => [n.id, n]));
    this.rows = new Map([...document.querySelectorAll("#nodes tbody tr")].map((row) => [row.dataset.id, row]));
    this.ties = [...document.querySelectorAll("#ties tbody tr")];
    this.detail = byId("detail");
    this.empty = [...this.detail.childNodes];
    this.labels = {};
    for (const name of FACETS) this.labels[name] = new Map();
    for (const select of document.querySelectorAll("select[data-facet]"))
      for (const option of select.options) if (option.value) this.labels[select.dataset.facet].set(option.value, option.textContent);
    for (const button of document.querySelectorAll("button[data-facet]"))
      this.labels[button.dataset.facet].set(button.dataset.value, button.querySelector(".named").textContent);
  }

  say(text) { byId("status").textContent = text; }

  words(name, values = {}) { return FILL(this.data.words[name], values); }

  ties_of(id) {
    const n = this.near.get(id).length;
    return n === 1 ? this.words("tie") : this.words("ties", { n });
  }

  show(hidden) {
    let count = 0;
    for (const [id, row] of this.rows) { row.hidden = hidden.has(id); if (!row.hidden) count += 1; }
    for (const row of this.ties) row.hidden = hidden.has(row.dataset.from) || hidden.has(row.dataset.to);
    byId("listed").textContent = count;
    byId("nothing").hidden = count > 0 || !this.rows.size;
  }

  legend(state) {
    for (const button of document.querySelectorAll("button[data-facet]")) button.setAttribute("aria-pressed", String(state[button.dataset.facet].has(button.dataset.value)));
    for (const button of document.querySelectorAll("button[data-overlay]")) button.setAttribute("aria-pressed", String(!state.hide.has(button.dataset.overlay)));
  }

  chips(state) {
    const list = byId("chips"), scope = [...list.querySelectorAll("button:not([data-own])")].map((b) => b.parentElement);
    const own = FACETS.flatMap((name) => [...state[name]].map((value) => this.chip(name, value, list.dataset.remove)));
    list.replaceChildren(...own, ...scope);
    byId("clear").hidden = !list.children.length;
  }

  chip(name, value, remove) {
    const text = this.labels[name].get(value) || value, hint = element("span", `${remove}: `), cross = element("span", " ✕");
    hint.className = "only-read";
    cross.setAttribute("aria-hidden", "true");
    const button = element("button", undefined, [hint, `${this.data.facets[name]}: `, element("bdi", text), cross]);
    Object.assign(button, { name: "toggle", value: `${name}:${value}` });
    button.setAttribute("form", "filters");
    button.dataset.own = name;
    return element("li", undefined, [button]);
  }

  marked(id) {
    for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    const row = id && this.rows.get(id);
    if (!row) return;
    row.classList.add("chosen");
    const box = row.closest(".tall");
    box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }

  clear() { this.detail.replaceChildren(...this.empty); }

  describe(id) {
    const n = this.node.get(id), said = [n.name, n.kind_text, this.ties_of(id)];
    for (const kind of new Set(n.marks.map((m) => m.kind))) said.push(this.data.overlays[kind].text + (n.marks.some((m) => m.kind === kind && m.asked) ? "" : ` (${this.data.words.unasked})`));
    return said.join(", ");
  }

  details(id) {
    const n = this.node.get(id), title = element("h3", n.name), address = encodeURIComponent(id);
    title.dir = "auto";
    const go = this.data.offline ? [] : [link(this.data.words.open_page, this.data.paths[n.kind] + address), " · ", link(this.data.words.show_around, `/map?view=around&at=${address}`)];
    if (n.kind === "field" && go.length) go.push(" · ", link(this.data.words.show_field, `/map?view=field&at=${address}`));
    const parts = [title, element("p", n.kind_text), element("p", undefined, go)];
    for (const mark of n.marks) parts.push(this.finding(this.data.overlays[mark.kind].text, mark));
    const list = this.near.get(id).map(([other, e]) => {
      const what = e.kind === "gap" ? e.words : e.from === id ? e.text : e.back;
      const button = element("button", undefined, [`${what}: `, element("bdi", this.node.get(other).name)]);
      button.type = "button";
      button.addEventListener("click", () => this.choose(other, { look: true }));
      return element("li", undefined, [button]);
    });
    parts.push(element("h4", this.ties_of(id)), element("ul", undefined, list));
    this.detail.replaceChildren(...parts);
  }

  finding(title, mark) {
    const strong = element("strong", title), part = element("p", undefined, [strong]);
    if (mark.asked === false) part.append(` (${this.data.words.unasked})`);
    part.append(`: ${mark.text} `);
    if (this.data.report) part.append(link(this.data.words.to_finding, `${this.data.report}#${mark.key}`));
    return part;
  }

  tie(e) {
    const title = element("h3", `${this.node.get(e.from).name} – ${this.node.get(e.to).name}`);
    title.dir = "auto";
    const parts = [title];
    if (e.key) parts.push(this.finding(this.data.overlays.gap.text, { text: e.text, key: e.key }));
    else parts.push(element("p", e.text));
    this.detail.replaceChildren(...parts);
    this.say(`${title.textContent}: ${e.key ? e.words : e.text}`);
  }
}
