// Pages that change by themselves: follows the stream the page names and loads the page again in place when something it shows is another now.
// Never while somebody has written something that is not sent yet. Every page works without this file.
(() => {
  const d = document;
  const edited = new Set(); // controls somebody touched
  let source, address, sending, going, again, later, due;

  const line = () => d.querySelector('[data-state]');
  const unsaved = f => f.isConnected && (f.type === 'file' ? f.files.length : f.checked !== f.defaultChecked || f.value !== f.defaultValue);
  const summaries = open => [...d.querySelectorAll(`#main details${open}>summary`)];

  const refresh = () => {
    const here = line();
    if (!here) return;
    if (going) { again = true; return; }
    if (sending || [...edited].some(unsaved)) {
      address = null; // asked again, with what the page shows, as soon as it may be
      if (here.textContent !== here.dataset.held) here.textContent = here.dataset.held;
      return;
    }
    going = { at: location.href, state: here.dataset.state, open: summaries('[open]').map(s => s.textContent), focus: d.activeElement !== d.body };
    const https = location.protocol === 'https:'; // nobody is there: this keeps no sign-in alive
    d.cookie = `${https ? '__Host-' : ''}by-itself=1; path=/; max-age=3; samesite=lax${https ? '; secure' : ''}`;
    if (window.Blazor?.navigateTo) Blazor.navigateTo(location.href.split('#')[0], { replaceHistoryEntry: true });
    else location.reload();
  };

  // Some pages say another thing when a certain time has come: they name the seconds until then.
  const plan = () => {
    const wait = line()?.dataset.again;
    due = wait && Date.now() + wait * 1000;
    follow();
  };

  const follow = () => {
    clearTimeout(later);
    if (due && !d.hidden) later = setTimeout(refresh, due - Date.now());
    const to = d.hidden ? null : line()?.dataset.live;
    if (source && to && address?.split('?')[0] === to.split('?')[0]) return;
    source?.close();
    source = null;
    address = to;
    if (!to) return;
    source = new EventSource(to);
    source.addEventListener('changed', refresh);
  };

  const loaded = () => {
    const here = line(), was = going;
    sending = going = false;
    if (was && here && location.href === was.at.split('#')[0]) {
      summaries('').forEach(s => { if (was.open.includes(s.textContent)) s.parentNode.open = true; });
      if (was.focus && d.activeElement === d.body) d.getElementById('main')?.focus({ preventScroll: true });
      if (here.dataset.state !== was.state) here.textContent = here.dataset.news;
    }
    plan();
    if (again) { again = false; setTimeout(refresh, 1000); }
  };

  d.addEventListener('input', e => edited.add(e.target));
  d.addEventListener('focusout', () => { if (!address && line()) setTimeout(follow); });
  d.addEventListener('submit', () => { sending = true; setTimeout(() => { sending = false; }, 20000); });
  d.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', () => { source?.close(); source = null; });
  addEventListener('pageshow', follow);
  addEventListener('load', () => window.Blazor?.addEventListener?.('enhancedload', loaded));
  plan();
})();
