// The keyboard: on the map to the neighbour in a direction, in the list from row to row; the same keys in both.
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function keys(box, rows, map) {
  let origin = null, turn = 0;

  // next neighbour, by name, of the node where one began
  function next(id) {
    if (id !== origin && !(origin && map.neighbours(origin)[turn] === id)) { origin = id; turn = -1; }
    const there = map.neighbours(origin);
    if (!there.length) return null;
    turn = (turn + 1) % there.length;
    return there[turn];
  }

  function towards(id, [dx, dy]) {
    const from = map.at(id);
    const best = (ids, least) => {
      let found = null, score = Infinity;
      for (const other of ids) {
        const to = map.at(other), x = to.x - from.x, y = to.y - from.y, far = Math.hypot(x, y);
        if (!far || other === id) continue;
        const ahead = (x * dx + y * dy) / far;
        if (ahead > least && far / ahead < score) { score = far / ahead; found = other; }
      }
      return found;
    };
    return best(map.neighbours(id), 0.35) || best(map.visible(), 0.7);
  }

  box.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const chosen = map.chosen(), key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (ARROWS[key]) {
      event.preventDefault();
      const to = chosen ? towards(chosen, ARROWS[key]) : map.nearest();
      to ? map.choose(to) : map.say("no_direction");
    } else if (key === "n" && chosen) {
      const to = next(chosen);
      to ? map.choose(to) : map.say("no_neighbour");
    } else if (key === "Enter" && chosen) { event.preventDefault(); map.open(); }
    else if (key === "u" && chosen) map.around(chosen);
    else if (key === "+") map.zoom(1.3);
    else if (key === "-") map.zoom(1 / 1.3);
    else if (key === "0") map.fit();
    else if (key === "Escape" && chosen && !map.presenting()) map.choose(null);
  });

  document.getElementById("nodes").addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-id]");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = [...rows.values()].filter((r) => !r.hidden), at = open.indexOf(row);
    const go = (target) => {
      if (!target) return;
      event.preventDefault();
      target.querySelector("a").focus();
      map.choose(target.dataset.id);
    };
    if (event.key === "ArrowDown") go(open[at + 1]);
    else if (event.key === "ArrowUp") go(open[at - 1]);
    else if (event.key === "n" || event.key === "N") go(rows.get(next(row.dataset.id)));
    else if (event.key === "Enter") { event.preventDefault(); map.choose(row.dataset.id); map.open(); }
    else if (event.key === "Escape") map.choose(null);
  });
}
