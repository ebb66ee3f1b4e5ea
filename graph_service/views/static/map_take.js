// Takes the map along: links follow the filters on screen, and a PNG is painted from the SVG, in the fonts of this machine.
const links = document.querySelectorAll("a[data-take]");

// the address of a link with what the address of the page says now
function now(link) {
  const own = new URL(link.href), here = new URLSearchParams(location.search);
  here.delete("paper");
  if (own.searchParams.get("paper")) here.set("paper", own.searchParams.get("paper"));
  if (document.documentElement.lang) here.set("lang", document.documentElement.lang);
  own.search = here.toString();
  return own.href;
}
for (const link of links) for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, () => { link.href = now(link); });

async function painted(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await answer.text())}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

for (const place of document.querySelectorAll("[data-png]")) {
  place.hidden = false;
  const button = place.querySelector("button"), said = place.querySelector("[role=status]");
  button.addEventListener("click", async () => {
    said.textContent = "";
    button.disabled = true;
    try {
      const file = await painted(now([...links].find((link) => new URL(link.href).pathname === "/map.svg")));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = button.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch {
      said.textContent = said.dataset.failed;
    }
    button.disabled = false;
    button.focus();
  });
}
