// The map in the browser: vis-network draws what the page brings; legend, list and details stay in step with it.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("map-data").textContent);
  const box = byId("map"), legend = byId("legend"), status = byId("status"), detail = byId("detail");
  const rows = new Map([...document.querySelectorAll("#nodes tbody tr")].map((row) => [row.dataset.id, row]));
  const node = new Map(data.nodes.map((n) => [n.id, n]));
  const near = new Map(data.nodes.map((n) => [n.id, []]));
  data.edges.forEach((e, i) => { e.id = i; near.get(e.from).push([e.to, e]); near.get(e.to).push([e.from, e]); });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const fontColour = () => (dark.matches ? "#e6ebf0" : "#1b2127");
  const ground = () => (dark.matches ? "#14191e" : "#ffffff");
  const options = JSON.parse(box.dataset.options);
  const font = (n) => ({ ...n.font, color: fontColour(), strokeColor: ground(), strokeWidth: 3 });
  const nodes = new vis.DataSet(data.nodes.map((n) => ({ id: n.id, label: n.label, x: n.x, y: n.y, shape: n.shape, size: n.size, color: n.color, borderWidth: n.borderWidth, font: font(n) })));
  const edges = new vis.DataSet(data.edges.map((e) => ({ id: e.id, from: e.from, to: e.to, arrows: "", color: e.color, width: e.width, dashes: e.dashes })));
  options.nodes = { ...options.nodes, scaling: { label: { drawThreshold: 7 } } };
  options.interaction.hideEdgesOnDrag = options.interaction.hideEdgesOnZoom = data.nodes.length > 1000;
  const network = new vis.Network(box, { nodes, edges }, options);
  const inner = box.querySelector("[tabindex]");
  if (inner) inner.tabIndex = -1;
  const hidden = new Set();
  let chosen = null;

  const folded = (text) => text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const ticked = (name) => new Set([...legend.querySelectorAll(`input[name="${name}"]:checked`)].map((i) => i.value));
  const total = (name) => legend.querySelectorAll(`input[name="${name}"]`).length;

  function filter() {
    const kinds = ticked("kind"), fields = ticked("field"), words = folded(byId("find").value).split(/\s+/).filter(Boolean);
    const listed = new Set([...legend.querySelectorAll('input[name="field"]')].map((i) => i.value));
    const changes = [];
    for (const n of data.nodes) {
      const own = n.fields.filter((f) => listed.has(f));
      const inField = n.kind === "field" && !listed.has(n.id) ? fields.has("") : own.length ? own.some((f) => fields.has(f)) : fields.has("");
      const hide = !kinds.has(n.kind) || !inField || !words.every((w) => folded(n.name).includes(w));
      if (hide !== hidden.has(n.id)) { hide ? hidden.add(n.id) : hidden.delete(n.id); changes.push({ id: n.id, hidden: hide }); }
      const row = rows.get(n.id);
      if (row) row.hidden = hide;
    }
    nodes.update(changes);
    const gaps = legend.querySelector('input[name="gaps"]');
    if (gaps) edges.update(data.edges.filter((e) => e.kind === "gap").map((e) => ({ id: e.id, hidden: !gaps.checked })));
    status.textContent = `${data.nodes.length - hidden.size} ${status.dataset.visible}`;
    remember();
  }

  function remember() {
    const address = new URL(location.href);
    for (const name of ["kind", "field"]) {
      address.searchParams.delete(name);
      if (ticked(name).size < total(name)) for (const value of ticked(name)) address.searchParams.append(name, value);
    }
    const words = byId("find").value.trim();
    words ? address.searchParams.set("find", words) : address.searchParams.delete("find");
    chosen ? address.searchParams.set("node", chosen) : address.searchParams.delete("node");
    if (address.href !== location.href) history.replaceState(null, "", address);
  }

  function element(name, text, children = []) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  }

  function show(id) {
    const n = node.get(id);
    const link = element("a", detail.dataset.open);
    link.href = data.paths[n.kind] + encodeURIComponent(id);
    const title = element("h3", n.name);
    title.dir = "auto";
    const parts = [title, element("p", undefined, [link])];
    if (n.finding) parts.push(element("p", n.finding));
    const list = near.get(id).map(([other, e]) => {
      const button = element("button", `${e.text}: ${node.get(other).name}`);
      button.type = "button";
      button.addEventListener("click", () => choose(other, true));
      return element("li", undefined, [button]);
    });
    parts.push(element("h4", `${status.dataset.ties} (${list.length})`), element("ul", undefined, list));
    detail.replaceChildren(...parts);
  }

  function choose(id, look) {
    if (chosen && rows.get(chosen)) rows.get(chosen).classList.remove("chosen");
    chosen = id && node.has(id) ? id : null;
    if (!chosen) { network.unselectAll(); remember(); return; }
    network.selectNodes([chosen]);
    if (look) network.focus(chosen, { scale: Math.max(network.getScale(), 0.6), animation: false });
    const row = rows.get(chosen);
    if (row) row.classList.add("chosen");
    show(chosen);
    status.textContent = `${node.get(chosen).name}, ${near.get(chosen).length} ${status.dataset.ties}`;
    remember();
  }

  function rowKeys(event) {
    const row = event.target.closest("tr[data-id]");
    if (!row) return;
    const open = [...rows.values()].filter((r) => !r.hidden);
    const at = open.indexOf(row);
    const go = (target) => { if (target) { event.preventDefault(); target.querySelector("a").focus(); choose(target.dataset.id, true); } };
    if (event.key === "ArrowDown") go(open[at + 1]);
    else if (event.key === "ArrowUp") go(open[at - 1]);
    else if (event.key === "n" || event.key === "N") go(rows.get((near.get(row.dataset.id).find(([other]) => !hidden.has(other)) || [])[0]));
    else if (event.key === "Enter") { event.preventDefault(); choose(row.dataset.id, true); byId("h-detail").focus(); }
    else if (event.key === "Escape") choose(null);
  }

  legend.addEventListener("change", filter);
  legend.addEventListener("submit", (event) => event.preventDefault());
  byId("find").addEventListener("input", filter);
  byId("all").addEventListener("click", () => { legend.reset(); choose(null); filter(); network.fit({ animation: false }); });
  byId("nodes").addEventListener("keydown", rowKeys);
  byId("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3, animation: false }));
  byId("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3, animation: false }));
  byId("fit").addEventListener("click", () => network.fit({ animation: false }));
  network.on("selectNode", (event) => choose(event.nodes[0], false));
  network.on("deselectNode", () => choose(null));
  dark.addEventListener("change", () => nodes.update(data.nodes.map((n) => ({ id: n.id, font: font(n) }))));

  const asked = new URL(location.href).searchParams;
  for (const name of ["kind", "field"]) {
    const wanted = new Set(asked.getAll(name));
    if (wanted.size) for (const input of legend.querySelectorAll(`input[name="${name}"]`)) input.checked = wanted.has(input.value);
  }
  byId("find").value = asked.get("find") || "";
  filter();
  network.fit({ animation: false });
  if (asked.get("node")) choose(asked.get("node"), true);
  box.dataset.ready = "true";
})();
