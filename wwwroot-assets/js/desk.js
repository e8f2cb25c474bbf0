// The desk's connection: says so when it drops, tries again, reloads when the server no longer knows the circuit.
(() => {
  const dialog = document.getElementById("components-reconnect-modal");
  if (!dialog) return;

  const retry = async () => {
    try {
      if (await Blazor.reconnect()) return;
      if (!(await Blazor.resumeCircuit())) location.reload();
      else dialog.close();
    } catch {
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry(), { once: true });
    }
  };

  dialog.addEventListener("components-reconnect-state-changed", (event) => {
    const state = event.detail.state;
    if (state === "show" && !dialog.open) dialog.showModal();
    else if (state === "hide") dialog.close();
    else if (state === "rejected") location.reload();
    else if (state === "failed") retry();
  });
  document.getElementById("components-reconnect-button").addEventListener("click", retry);
})();

// A message that joins the conversation is scrolled to: one's own always, another's where the end was in sight.
(() => {
  let sending = false;
  document.addEventListener("submit", (event) => (sending ||= event.target.matches(".desk-reply")));
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      if (!target.matches?.(".desk-talk")) continue;
      const said = [...addedNodes].findLast((node) => node.matches?.(".desk-msg"));
      if (!said) continue;
      const below = target.scrollHeight - target.scrollTop - target.clientHeight;
      if (sending || below < said.offsetHeight + 80) said.scrollIntoView({ block: "end" });
      sending = false;
    }
  }).observe(document.body, { childList: true, subtree: true });
})();

// The desk's keys: a control with data-key answers to that key wherever nobody is typing; with data-focus it hands the focus on.
(() => {
  const typing = (target) => target.closest?.("input,textarea,select,[contenteditable=true]");
  const shown = (element) => element.offsetParent !== null || element.classList.contains("desk-sr");
  let before = "";

  const step = (by) => {
    const rows = [...document.querySelectorAll(".desk-list a.desk-row")];
    const now = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
    const next = rows[now < 0 ? 0 : now + by];
    if (!next) return;
    next.scrollIntoView({ block: "nearest" });
    next.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        event.target.form?.requestSubmit();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(".mud-dialog")) return;

    const key = before === "g" ? `g ${event.key}` : event.key;
    before = event.key;
    if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
    if (key === "/") {
      event.preventDefault();
      return document.querySelector(".desk-search")?.focus();
    }
    const control = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && !one.disabled && shown(one));
    if (!control) return;
    event.preventDefault();
    control.click();
    if (control.dataset.focus) document.getElementById(control.dataset.focus)?.focus();
  });
})();
