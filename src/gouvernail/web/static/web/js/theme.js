// Says that scripts run, and switches light, dark or the device's look without loading the page again.
const root = document.documentElement;
root.classList.add("scripted");

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-theme-switch]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const chosen = event.submitter.value;
  root.dataset.theme = chosen;
  const scheme = { light: "light", dark: "dark" }[chosen] ?? "light dark";
  document.querySelector('meta[name="color-scheme"]').content = scheme;
  for (const button of document.querySelectorAll("form[data-theme-switch] button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === chosen));
  }
  const kept = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" })
    .then((answer) => answer.type === "opaqueredirect" || answer.ok, () => false);
  if (!kept) form.dispatchEvent(new CustomEvent("gouvernail:unreachable", { bubbles: true }));
});
