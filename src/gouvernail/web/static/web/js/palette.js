// Ctrl K finds a page or a person from anywhere. The list is the server's; the keyboard never leaves the field.
const dialog = document.getElementById("palette");
const field = dialog?.querySelector("[role=combobox]");
const list = document.getElementById("palette-found");
const summary = document.getElementById("palette-said");
const PAUSE = 120;
let timer = 0;
let asked = 0;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}

async function find() {
  const turn = ++asked;
  const address = `${field.dataset.source}?q=${encodeURIComponent(field.value.trim())}`;
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
    if (answer.headers.has("HX-Redirect")) location.assign(answer.headers.get("HX-Redirect")); // the session ended
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return; // a later question has been asked meanwhile
    list.replaceChildren(...found.body.childNodes);
    choose(options()[0]);
    summary.textContent = list.querySelector("[data-said]")?.dataset.said ?? "";
    list.setAttribute("aria-busy", "false");
  } catch {
    field.dispatchEvent(new CustomEvent("gouvernail:unreachable", { bubbles: true }));
  }
}

function open() {
  if (dialog.open) return;
  document.querySelector(":popover-open")?.hidePopover();
  dialog.showModal();
  field.value = "";
  find();
}

function move(event) {
  const all = options();
  const here = all.indexOf(chosen());
  const places = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
  if (!(event.key in places) || (!event.ctrlKey && field.value && ["Home", "End"].includes(event.key))) return;
  event.preventDefault();
  choose(all[(places[event.key] + all.length) % all.length]);
}

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("gouvernail:palette", open);
  document.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    if (!event.target.closest("[data-opens=palette]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    list.setAttribute("aria-busy", "true");
    timer = setTimeout(find, PAUSE);
  });
  field.addEventListener("keydown", move);
  field.form.addEventListener("submit", (event) => {
    const option = chosen();
    if (!option || list.getAttribute("aria-busy") === "true") return; // the page of results answers instead
    event.preventDefault();
    location.assign(option.href);
  });
}
