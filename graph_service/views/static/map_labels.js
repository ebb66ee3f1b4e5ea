// Where labels stand: by rank, each where nothing else stands yet, in the size of the screen; more of them the closer one looks.
const LINE = 1.2, GAP = 3, ROOM = 8500;

export class Labels {
  constructor(paint) {
    this.paint = paint; // gives context, font size and colours
    this.widths = new Map();
    this.key = "";
    this.placed = [];
  }

  forget() { this.key = ""; }

  width(context, text, size) {
    const key = `${size}|${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      width = context.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  // Boxes of all labels at this scale, worked out once for it: moving the map does not change them.
  place(context, things, scale, size, always, world) {
    const key = `${scale.toPrecision(5)}|${size}`;
    if (key === this.key) return this.placed;
    this.key = key;
    this.placed = [];
    const taken = new Map(), cell = 120;
    const cells = function* (b) {
      for (let i = Math.floor(b.x / cell); i <= Math.floor((b.x + b.w) / cell); i++)
        for (let j = Math.floor(b.y / cell); j <= Math.floor((b.y + b.h) / cell); j++) yield `${i}:${j}`;
    };
    const free = (b) => {
      if (b.x < world.left * scale || b.x + b.w > world.right * scale || b.y < world.top * scale || b.y + b.h > world.low * scale) return false;
      for (const c of cells(b)) for (const o of taken.get(c) || [])
        if (b.x < o.x + o.w + GAP && o.x < b.x + b.w + GAP && b.y < o.y + o.h + GAP && o.y < b.y + b.h + GAP) return false;
      return true;
    };
    const take = (b) => { for (const c of cells(b)) taken.has(c) ? taken.get(c).push(b) : taken.set(c, [b]); };
    const measure = (lines, bold) => {
      context.font = `${bold ? "600 " : ""}${size}px system-ui, "Segoe UI", sans-serif`;
      return { w: Math.max(...lines.map((l) => this.width(context, l, `${size}${bold}`))), h: lines.length * size * LINE };
    };
    let left = 0, right = 0, top = 0, low = 0;
    for (const t of things) { left = Math.min(left, t.x); right = Math.max(right, t.x); top = Math.min(top, t.y); low = Math.max(low, t.y); }
    let room = 12 + ((right - left) * scale * (low - top) * scale) / ROOM;
    for (const t of things) if (t.solid || t.node?.marks.length) take({ x: t.x * scale - t.r * scale, y: t.y * scale - t.r * scale, w: 2 * t.r * scale, h: 2 * t.r * scale });
    for (const t of things) {
      if (room <= 0 && !always(t)) continue;
      for (const lines of [t.lines, ...(t.short || [])]) {
        const { w, h } = measure(lines, t.bold), r = t.r * scale + GAP + 1;
        const spot = t.spots(scale, w, h, r).map(([x, y]) => ({ x, y, w, h })).find(free);
        if (!spot) continue;
        take(spot);
        room -= 1;
        this.placed.push({ thing: t, lines, box: spot, x: (spot.x + w / 2) / scale, y: spot.y / scale });
        break;
      }
    }
    return this.placed;
  }

  draw(context, scale, size, visible) {
    const one = 1 / scale, { ink, ground } = this.paint();
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const { thing, lines, x, y } of this.placed) {
      if (!visible(x, y)) continue;
      context.font = `${thing.bold ? "600 " : ""}${size * one}px system-ui, "Segoe UI", sans-serif`;
      context.strokeStyle = ground;
      context.lineWidth = 3.5 * one;
      context.fillStyle = thing.colour || ink;
      lines.forEach((line, i) => {
        const at = y + i * size * LINE * one;
        context.strokeText(line, x, at);
        context.fillText(line, x, at);
      });
    }
  }
}

// below, above, to the right, to the left of a node; heads of columns first above
export const besides = (node, head) => (scale, w, h, r) => {
  const x = node.x * scale, y = node.y * scale, below = [x - w / 2, y + r], above = [x - w / 2, y - r - h];
  return [...(head ? [above, below] : [below, above]), [x + r + 2, y - h / 2], [x - r - 2 - w, y - h / 2]];
};

// on a line, first in its middle
export const along = (a, b) => (scale, w, h) =>
  [0.5, 0.42, 0.58, 0.33, 0.67, 0.25, 0.75].map((t) => [(a.x + (b.x - a.x) * t) * scale - w / 2, (a.y + (b.y - a.y) * t) * scale - h / 2]);

// the same name in one line, cut ever shorter, for where the whole has no room
export function shortened(lines) {
  const whole = [...lines.join(" ")];
  return [22, 14].filter((n) => whole.length > n).map((n) => [`${whole.slice(0, n).join("").trimEnd()}…`]);
}
