// Small helps for merchant pages. Every page works without this file.
(() => {
  const d = document, root = d.documentElement;
  const pending = new Map(); // form -> timers of the send that is under way

  const settle = form => {
    const p = pending.get(form);
    if (!p) return;
    clearTimeout(p.busy); clearTimeout(p.giveUp);
    pending.delete(form);
    form.removeAttribute('aria-busy');
    p.button?.removeAttribute('aria-busy');
  };
  const settleAll = () => [...pending.keys()].forEach(settle);

  // Runs before other submit handlers: a second press while the first is under way goes nowhere.
  d.addEventListener('submit', e => {
    const form = e.target;
    if (form.dataset.busy === 'off' || form.method === 'dialog' || e.submitter?.formMethod === 'dialog') return;
    if (form.matches('[data-theme-form]')) return setTheme(e);
    if (pending.has(form)) { e.preventDefault(); e.stopImmediatePropagation(); return; }
    const button = e.submitter;
    pending.set(form, {
      button,
      busy: setTimeout(() => { form.setAttribute('aria-busy', 'true'); button?.setAttribute('aria-busy', 'true'); }, 300),
      giveUp: setTimeout(() => settle(form), 20000)
    });
  }, true);

  // Without script the form posts and the server sets the same cookie.
  function setTheme(e) {
    const value = e.submitter?.value;
    if (!value) return;
    e.preventDefault(); e.stopImmediatePropagation();
    const name = e.target.dataset.themeForm || 'theme';
    d.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
    if (value === 'light' || value === 'dark') root.dataset.theme = value; else delete root.dataset.theme;
    marks();
    e.target.closest('details')?.removeAttribute('open');
  }
  function marks() {
    const now = root.dataset.theme || 'auto';
    d.querySelectorAll('[data-theme-form] button[value]').forEach(b => b.setAttribute('aria-pressed', String(b.value === now)));
  }

  d.addEventListener('click', e => {
    const t = e.target instanceof Element ? e.target : null;
    if (!t) return;
    // An open menu closes when anything outside it, or a link in it, is pressed.
    d.querySelectorAll('details.menu[open]').forEach(m => { if (!m.contains(t) || t.closest('a')) m.open = false; });
    if (t.closest('[data-dismiss]')) {
      t.closest('.flash,.banner')?.remove();
      d.getElementById('main')?.focus({ preventScroll: true });
    } else if (t.closest('[data-print]')) print();
    else if (t.closest('[data-copy]')) copy(t.closest('[data-copy]'));
    else {
      const s = t.closest('[data-share]');
      if (s) navigator.share?.({ title: d.title, url: s.dataset.share || location.href }).catch(() => {});
    }
  });
  // Copies the text of what data-copy names, and says so on the button for a moment.
  function copy(button) {
    const text = d.querySelector(button.dataset.copy)?.innerText;
    if (!text) return;
    navigator.clipboard.writeText(text).then(() => {
      const said = button.querySelector('[data-said]');
      if (!said) return;
      const before = said.textContent;
      said.textContent = said.dataset.said;
      setTimeout(() => { said.textContent = before; }, 2000);
    }).catch(() => {});
  }
  d.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    const m = d.querySelector('details.menu[open]');
    if (m) { m.open = false; m.querySelector('summary')?.focus(); }
  });

  // What was chosen to send stands in place of the browser's own button.
  const named = input => {
    const face = input.nextElementSibling, says = face?.querySelector('[data-none]');
    if (!says) return;
    face.hidden = false;
    says.textContent = [...input.files].map(f => f.name).join(', ') || says.dataset.none;
  };
  d.addEventListener('change', e => { if (e.target.type === 'file') named(e.target); });

  // Controls that only work with script come hidden and are shown here.
  const show = () => {
    settleAll(); marks();
    d.querySelectorAll('[type=file]').forEach(named);
    d.querySelectorAll('[data-dismiss][hidden],[data-print][hidden]').forEach(b => b.hidden = false);
    const guard = d.querySelector('[data-guard]');
    if (guard) import(new URL(guard.dataset.guard, document.baseURI));
    if (navigator.share) d.querySelectorAll('[data-share][hidden]').forEach(b => b.hidden = false);
    if (navigator.clipboard) d.querySelectorAll('[data-copy][hidden]').forEach(b => b.hidden = false);
    // A page that needs more names its own script.
    d.querySelectorAll('[data-module]').forEach(e => import(new URL(e.dataset.module, document.baseURI)).then(m => m.start(e)).catch(() => {}));
  };
  let hooked = false;
  const hook = () => {
    if (!hooked && window.Blazor?.addEventListener) { hooked = true; window.Blazor.addEventListener('enhancedload', show); }
  };
  addEventListener('pageshow', show); // also when the page comes back from the back-forward cache
  addEventListener('load', hook);
  hook(); show();
})();
