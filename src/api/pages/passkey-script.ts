/**
 * The one script of ours: it fetches the question, lets the browser answer it (`@simplewebauthn/browser`), and sends the form. Without
 * script, or in a browser without passkeys, the forms stay hidden.
 */
export const PASSKEY_SCRIPT = `
(() => {
  const { browserSupportsWebAuthn, startAuthentication, startRegistration } = SimpleWebAuthnBrowser;
  if (!browserSupportsWebAuthn()) return;
  const answerTo = { new: startRegistration, sign: startAuthentication };

  async function send(form) {
    const says = form.querySelector('[role=status]');
    says.textContent = form.dataset.waits;
    try {
      const asked = await fetch(form.dataset.question, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      if (!asked.ok) throw new Error(asked.status);
      const answer = await answerTo[form.dataset.passkey]({ optionsJSON: await asked.json() });
      form.elements.answer.value = JSON.stringify(answer);
      form.submit();
    } catch {
      says.textContent = form.dataset.failed;
    }
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(form);
    });
  }
})();
`;
