// What the address says about the map, and which nodes pass its filters; the same rule as on the server.
export const FACETS = ["kind", "field", "group", "town", "level"];
const ATTRIBUTE = { kind: "kind", field: "fields", group: "groups", town: "towns", level: "levels" };

export function read() {
  const asked = new URL(location.href).searchParams;
  const state = { hide: new Set(asked.getAll("hide")), find: asked.get("find") || "", node: asked.get("node") };
  for (const name of FACETS) state[name] = new Set(asked.getAll(name).filter(Boolean));
  return state;
}

export function address(state) {
  const url = new URL(location.href);
  const put = (name, values) => {
    url.searchParams.delete(name);
    for (const value of values) if (value) url.searchParams.append(name, value);
  };
  for (const name of [...FACETS, "hide"]) put(name, state[name]);
  put("find", [state.find.trim()]);
  put("node", [state.node]);
  url.searchParams.delete("toggle");
  return url;
}

export function write(state, replace = false) {
  const url = address(state);
  if (url.href === location.href || location.protocol === "file:") return; // a file has no other address
  history[replace ? "replaceState" : "pushState"](null, "", url);
}

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const GENDER = /(?<=\p{L})[*:_/](?=innen\b|in\b)/gu;
const tidy = (text) => text.replace(GENDER, "").replace(/[^\p{L}\p{N}\s]+/gu, " ");

// each way of writing: ü as ue and as u
export function folded(text) {
  const low = text.normalize("NFC").toLowerCase().replace(/ß/g, "ss");
  const spelt = low.replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue");
  return tidy(plain(spelt) === plain(low) ? plain(low) : `${plain(spelt)} ${plain(low)}`);
}

export function words(text) {
  const low = text.normalize("NFC").toLowerCase().replace(/ß/g, "ss");
  return tidy(plain(low.replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue"))).split(/\s+/).filter(Boolean);
}

export function passes(node, state, whole) {
  // where the server has filtered already only the name is left to look at
  if (whole) {
    for (const name of FACETS) {
      const wanted = state[name], has = name === "kind" ? [node.kind] : node[ATTRIBUTE[name]];
      if (wanted.size && !has.some((value) => wanted.has(value))) return false;
    }
  }
  // one or two letters only begin a word
  return words(state.find).every((word) => node.sought.includes(word.length > 2 ? word : ` ${word}`));
}
