// A link to a page of confirmation (`data-dialog`) opens as a dialog; so does htmx's own question (`hx-confirm`).
const dialog = document.getElementById("asked");

async function pageOf(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("confirm");
}

function show(content) {
  dialog.replaceChildren(content);
  dialog.showModal();
  document.dispatchEvent(new CustomEvent("gouvernail:asked"));
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    const form = await pageOf(link.href);
    if (!form.hasAttribute("action")) form.setAttribute("action", link.href);
    show(document.adoptNode(form));
  } catch {
    location.assign(link.href);
  }
});

dialog?.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
  if (!event.target.closest("[data-closes]")) return;
  event.preventDefault();
  dialog.close();
});

document.addEventListener("htmx:confirm", (event) => {
  const question = event.detail.question;
  const template = document.getElementById("question-of-scripts");
  if (!question || !dialog || !template) return;
  event.preventDefault();
  const form = template.content.firstElementChild.cloneNode(true);
  form.querySelector("h1").textContent = question;
  form.addEventListener("submit", (sent) => {
    sent.preventDefault();
    dialog.close();
    event.detail.issueRequest(true);
  });
  show(form);
});
