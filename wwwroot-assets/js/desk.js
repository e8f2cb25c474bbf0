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
