// Passkeys: asks the server what to ask for, the browser for an answer, and posts that with the form. merchant.js loads this where a form names it.
let offered = null; // the browser's own list under the mail address field, while it waits

// A passkey belongs to a name, never to a bare address.
const able = () => window.PublicKeyCredential && !/^[\d.]+$|^\[/.test(location.hostname) && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;

async function options(form) {
  const body = new FormData(form);
  body.delete('credential');
  const answer = await fetch(`/account/passkeys/${form.dataset.passkey}`, { method: 'POST', body, credentials: 'same-origin' });
  // Not allowed (the sign-in must be confirmed first): the form itself says so.
  if (answer.status === 403) { form.requestSubmit(); throw new Error('refused'); }
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function ask(form, more = {}) {
  const asked = await options(form);
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked), ...more })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked), ...more });
  if (!credential) throw new Error('none');
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.requestSubmit();
}

async function press(form, button) {
  const failed = form.querySelector('[data-failed]');
  if (failed) failed.hidden = true;
  if (!form.reportValidity()) return;
  offered?.abort();
  button.setAttribute('aria-busy', 'true');
  try { await ask(form); }
  catch { if (failed) failed.hidden = false; }
  finally { button.removeAttribute('aria-busy'); }
}

async function offer(form) {
  if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
  offered?.abort();
  offered = new AbortController();
  try { await ask(form, { mediation: 'conditional', signal: offered.signal }); }
  catch { /* dismissed, or the button was pressed instead */ }
}

export function start(form) {
  if (!able() || form.dataset.ready) return;
  form.dataset.ready = 'true';
  form.hidden = false;
  const button = form.querySelector('button[type=button]');
  button.addEventListener('click', () => press(form, button));
  if (form.dataset.offer) offer(form);
}
