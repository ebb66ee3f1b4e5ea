// Presenting: the map alone, larger; full screen where the browser allows it, the whole window where it does not.
export function presenting(button, changed) {
  const begin = button.textContent;
  const is = () => document.body.classList.contains("presenting");

  function set(on) {
    if (on === is()) return;
    document.body.classList.toggle("presenting", on);
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? button.dataset.leave : begin;
    changed(on);
  }

  button.addEventListener("click", async () => {
    const on = !is();
    set(on);
    try {
      if (on) await document.documentElement.requestFullscreen();
      else if (document.fullscreenElement) await document.exitFullscreen();
    } catch { /* not allowed: the window is enough */ }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !is()) return;
    set(false);
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    button.focus();
  });
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) set(false); });
  return is;
}
