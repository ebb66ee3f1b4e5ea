// Draws the map: vis-network holds nodes and the view; plain ties, signs of findings and labels are painted around it.
import { Labels, along, besides, shortened } from "./map_labels.js";

const STEP = 46, MANY = 600;

export class Picture {
  constructor(box, data) {
    this.box = box;
    this.data = data;
    this.node = new Map(data.nodes.map((n) => [n.id, n]));
    for (const n of data.nodes) n.high = n.y;
    for (const c of data.captions) { c.high = c.y; c.top = c.line; }
    this.hidden = new Set();
    this.off = new Set();
    this.chosen = null;
    this.near = new Set();
    this.large = this.drawn = false;
    this.factor = 1;
    this.moved = false;
    this.world = { left: -1e9, right: 1e9, top: -1e9, low: 1e9 };
    this.colours();
    const special = (e) => e.kind === "gap" || e.arrows || e.width > 1 || e.words;
    data.edges.forEach((e, i) => { e.id = i; });
    this.plain = data.edges.filter((e) => !special(e));
    this.special = data.edges.filter(special);
    const view = this.frame();
    this.nodes = new vis.DataSet(data.nodes.map((n) => ({ id: n.id, label: " ", x: n.x, y: n.y, shape: n.shape, size: this.radius(n), color: this.fill(n), borderWidth: 1 })));
    this.edges = new vis.DataSet(this.special.map((e) => ({ id: e.id, from: e.from, to: e.to, ...this.line(e) })));
    const options = JSON.parse(box.dataset.options);
    options.interaction.hideEdgesOnDrag = options.interaction.hideEdgesOnZoom = data.edges.length > 3000;
    options.nodes = { ...options.nodes, font: { size: 1, color: "rgba(0,0,0,0)" }, chosen: false };
    options.edges = { ...options.edges, chosen: false };
    this.network = new vis.Network(box, { nodes: this.nodes, edges: this.edges }, options);
    if (view) this.network.moveTo(view);
    for (const inner of box.querySelectorAll("[tabindex]")) inner.tabIndex = -1;
    this.labels = new Labels(() => this.colour);
    this.things = this.labelled();
    this.network.on("beforeDrawing", (context) => this.under(context));
    this.network.on("afterDrawing", (context) => this.over(context));
    this.network.on("dragStart", () => { this.moved = true; });
    this.network.on("zoom", () => { this.moved = true; });
    new ResizeObserver(() => { if (!this.moved) this.fit(); }).observe(box);
  }

  colours() {
    const style = getComputedStyle(this.box), get = (name) => style.getPropertyValue(name).trim();
    this.colour = { ink: get("--map-ink"), ground: get("--map-ground"), tie: get("--map-tie"), gap: get("--map-gap"), focus: get("--map-focus"), forced: get("--map-node") };
  }

  fill(n) { return { background: this.colour.forced || n.color, border: this.colour.forced || n.color }; }

  line(e) {
    const gap = e.kind === "gap", wide = (e.width + (this.large ? 1.5 : 0)) * this.factor;
    return {
      width: wide, dashes: gap ? [9 * this.factor, 7 * this.factor] : false, arrows: e.arrows ? { to: { enabled: true, scaleFactor: 0.7 * this.factor } } : "",
      color: gap ? this.colour.gap : this.colour.tie, hidden: this.out(e),
    };
  }

  out(e) { return this.hidden.has(e.from) || this.hidden.has(e.to) || (e.kind === "gap" && this.off.has("gap")); }

  radius(n) {
    const roof = n.kind === "actor" || n.kind === "body" ? STEP * 0.4 : STEP * 1.4;
    return Math.min(n.size * this.factor * (this.large ? 1.35 : 1), roof);
  }

  // Scale and middle of a view of all that is left, with room for labels at the rim. On a narrow or wide screen the map
  // is drawn out to fill it: who lies above or beside whom stays the same. Sizes are those of the screen at this scale.
  frame() {
    const width = this.box.clientWidth, height = this.box.clientHeight, all = this.data.nodes;
    const shown = all.filter((n) => !this.hidden.has(n.id));
    if (!shown.length || !width || !height) return null;
    const ends = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = ends(shown.map((n) => n.x).concat(this.data.captions.map((c) => c.x)));
    const [start, end] = ends(all.map((n) => n.x)), [top, low] = ends(all.map((n) => n.high));
    const by = low > top ? Math.min(1.9, Math.max(0.75, (height / width) * (Math.max(1, end - start) / (low - top)))) : 1;
    for (const n of all) n.y = n.high * by;
    for (const c of this.data.captions) { c.y = c.high * by; if (c.top !== null) c.line = c.top * by; }
    const [above, below] = ends(shown.map((n) => n.y)), side = Math.min(85, width * 0.11), edge = this.large ? 70 : 48;
    const scale = Math.min((width - 2 * side) / Math.max(1, right - left), (height - 2 * edge) / Math.max(1, below - above), this.large ? 2.2 : 1.6);
    const x = (left + right) / 2, y = (above + below) / 2, wide = (width / 2 - 3) / scale, high = (height / 2 - 3) / scale;
    // what may carry a label: all that is in view when the whole map is
    this.world = { left: x - wide, right: x + wide, top: y - high, low: y + high };
    this.factor = 1 / scale;
    return { position: { x, y }, scale, animation: false };
  }

  fit() {
    const before = `${this.factor} ${this.data.nodes[0]?.y} ${this.large}`, view = this.frame();
    if (!view) return;
    if (before !== `${this.factor} ${this.data.nodes[0].y} ${this.drawn}`) this.resize();
    this.network.moveTo(view);
    this.moved = false;
  }

  resize() {
    this.drawn = this.large;
    this.nodes.update(this.data.nodes.map((n) => ({ id: n.id, y: n.y, size: this.radius(n) })));
    this.edges.update(this.special.map((e) => ({ id: e.id, ...this.line(e) })));
    this.things = this.labelled();
    this.labels.forget();
  }

  recolour() {
    this.colours();
    this.nodes.update(this.data.nodes.map((n) => ({ id: n.id, color: this.fill(n) })));
    this.resize();
  }

  show(hidden, off) {
    const changed = this.data.nodes.filter((n) => hidden.has(n.id) !== this.hidden.has(n.id));
    if (!changed.length && [...off].sort().join() === [...this.off].sort().join()) return;
    this.hidden = hidden;
    this.off = new Set(off);
    if (changed.length) this.nodes.update(changed.map((n) => ({ id: n.id, hidden: hidden.has(n.id) })));
    this.edges.update(this.special.map((e) => ({ id: e.id, hidden: this.out(e) })));
    this.labels.forget();
    if (!this.moved && changed.length) this.fit();
    this.network.redraw();
  }

  choose(id, near, look) {
    this.chosen = id;
    this.near = new Set(near);
    this.labels.forget();
    if (id && look) {
      const at = this.network.canvasToDOM(this.node.get(id)), scale = this.network.getScale();
      const inside = at.x > 60 && at.y > 40 && at.x < this.box.clientWidth - 60 && at.y < this.box.clientHeight - 60;
      if (!inside) { this.moved = true; this.network.moveTo({ position: this.node.get(id), scale, animation: false }); }
    }
    this.network.redraw();
  }

  zoom(by) {
    this.moved = true;
    this.network.moveTo({ scale: Math.min(8, Math.max(0.02, this.network.getScale() * by)), animation: false });
  }

  marks(n) { return n.marks.filter((m) => !this.off.has(m.kind)); }

  labelled() {
    const nodes = [...this.data.nodes].sort((a, b) => a.rank - b.rank).map((n) => {
      const lines = n.label.split("\n"), solid = n.main || n.kind === "field";
      return { node: n, x: n.x, y: n.y, lines, short: solid ? shortened(lines) : [], bold: n.main, spots: besides(n, this.data.view === "lanes" && solid), solid };
    });
    const ties = this.special.filter((e) => e.words).map((e) => {
      const a = this.node.get(e.from), b = this.node.get(e.to);
      return { tie: e, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, r: 0, lines: [e.words], bold: e.kind === "gap", spots: along(a, b) };
    });
    const captions = this.data.captions.map((c) => ({ x: c.x, y: c.y, r: 0, lines: [c.text], bold: false, caption: true,
      spots: (scale, w, h) => [[c.x * scale - w / 2, c.y * scale - h / 2]] }));
    const first = nodes.filter((t) => t.solid), rest = nodes.filter((t) => !t.solid);
    return [...captions, ...first, ...ties, ...rest];
  }

  under(context) {
    const one = 1 / this.network.getScale();
    const dense = this.plain.length > MANY;
    context.lineWidth = (dense ? 0.7 : 1) * one;
    context.strokeStyle = this.colour.tie;
    for (const c of this.data.captions) if (c.line !== null) {
      context.globalAlpha = 0.5;
      context.beginPath();
      context.moveTo(c.x - 400, c.line);
      context.lineTo(c.x + 9000, c.line);
      context.stroke();
    }
    const draw = (ties) => {
      context.beginPath();
      for (const e of ties) if (!this.out(e)) { const a = this.node.get(e.from), b = this.node.get(e.to); context.moveTo(a.x, a.y); context.lineTo(b.x, b.y); }
      context.stroke();
    };
    context.globalAlpha = this.chosen ? 0.35 : dense ? 0.55 : 0.85;
    draw(this.plain);
    context.globalAlpha = 1;
    if (!this.chosen) return;
    context.strokeStyle = this.colour.focus;
    context.lineWidth = 2.2 * one;
    draw(this.data.edges.filter((e) => e.kind !== "gap" && (e.from === this.chosen || e.to === this.chosen)));
  }

  over(context) {
    const scale = this.network.getScale(), one = 1 / scale, size = this.large ? 20 : 13;
    for (const n of this.data.nodes) if (n.marks.length && !this.hidden.has(n.id)) this.signs(context, n, one);
    context.setLineDash([]);
    if (this.chosen && !this.hidden.has(this.chosen)) {
      const n = this.node.get(this.chosen);
      context.strokeStyle = this.colour.focus;
      context.lineWidth = 3.5 * one;
      context.beginPath();
      context.arc(n.x, n.y, this.radius(n) + 6 * one, 0, 2 * Math.PI);
      context.stroke();
    }
    const shown = this.things.filter((t) => (t.node ? !this.hidden.has(t.node.id) : t.tie ? !this.out(t.tie) : true));
    for (const t of shown) {
      if (t.node) t.r = this.radius(t.node);
      t.colour = t.tie && t.tie.kind === "gap" ? this.colour.gap : "";
    }
    // what is chosen, and who is tied to it, comes before all others
    const first = (t) => (t.node ? (t.node.id === this.chosen ? 0 : this.near.has(t.node.id) ? 1 : 2) : 2);
    const ordered = this.chosen ? [...shown].sort((a, b) => first(a) - first(b)) : shown;
    const always = (t) => !t.node || t.solid || first(t) < 2 || t.node.marks.some((m) => m.asked && !this.off.has(m.kind));
    context.save();
    this.labels.place(context, ordered, scale, size, always, this.world);
    const at = this.network.getViewPosition(), wide = (this.box.clientWidth / 2 + 200) * one, high = (this.box.clientHeight / 2 + 100) * one;
    this.labels.draw(context, scale, size, (x, y) => Math.abs(x - at.x) < wide && Math.abs(y - at.y) < high);
    context.restore();
  }

  // broker: outline; cut: two outlines; stops: bar above; cell: dotted outline; dashed where nobody was asked
  signs(context, n, one) {
    context.strokeStyle = this.colour.gap;
    context.lineWidth = 2 * one;
    const told = this.marks(n), r = this.radius(n);
    const circle = (by) => { context.beginPath(); context.arc(n.x, n.y, r + by * one, 0, 2 * Math.PI); context.stroke(); };
    for (const kind of new Set(told.map((m) => m.kind))) {
      const asked = told.some((m) => m.kind === kind && m.asked);
      context.setLineDash(kind === "cell" ? [1.5 * one, 3 * one] : asked ? [] : [4 * one, 3 * one]);
      if (kind === "broker") circle(2.5);
      else if (kind === "cut") { circle(2.5); circle(6); }
      else if (kind === "cell") circle(3.5);
      else if (kind === "stops") {
        context.lineWidth = 3.5 * one;
        context.beginPath();
        context.moveTo(n.x - r - 4 * one, n.y - r - 5 * one);
        context.lineTo(n.x + r + 4 * one, n.y - r - 5 * one);
        context.stroke();
      }
    }
  }
}
