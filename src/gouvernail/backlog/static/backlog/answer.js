// An answer to a request, written in a dialog: what is wrong is said there, and what was typed stays. Ctrl Enter sends it.
const FIRST = ["[aria-invalid=true]", ".form-actions a.primary", "[autofocus]", "textarea", "button"]; // where to go on
const dialog = document.getElementById("asked");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form[data-answer]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

const leave = (address) => {
  if (new URL(address, location.href).href === location.href) location.reload();
  else location.assign(address);
};

function say(form, sentence) {
  const notice = document.createElement("p");
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  notice.textContent = sentence;
  form.querySelector("[data-unreachable]")?.remove();
  notice.dataset.unreachable = "";
  form.querySelector("h1").after(notice);
}

function showAgain(form, page) {
  page.setAttribute("action", form.action);
  form.replaceWith(page);
  const first = FIRST.map((one) => page.querySelector(one)).find((one) => one);
  first?.focus();
}

async function send(form) {
  form.setAttribute("aria-busy", "true");
  try {
    const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    const elsewhere = answer.headers.get("HX-Redirect"); // it is written; or one must sign in again
    if (elsewhere) return leave(elsewhere);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("confirm");
    if (!page) return HTMLFormElement.prototype.submit.call(form); // refused as a whole: the page that says it
    showAgain(form, document.adoptNode(page));
  } catch {
    form.removeAttribute("aria-busy");
    say(form, document.getElementById("toasts").dataset.unreachable);
  }
}

dialog?.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-answer]")) return;
  event.preventDefault();
  if (!event.target.hasAttribute("aria-busy")) send(event.target);
});
