// `?` lists the shortcuts, `g` then a letter goes, `/` puts the cursor in the search of the page, `n` writes a new one.
// Single keys can be turned off: people who dictate send them without meaning to (WCAG 2.1.4).
const PATIENCE = 1500;
const KEPT = "gouvernail.single-keys";
const dialog = document.getElementById("shortcuts");
const choice = dialog?.querySelector("[data-single-keys]");
let waitsSince = -Infinity;

const listens = () => localStorage.getItem(KEPT) !== "off";
const types = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");
const isBusy = () => document.querySelector("dialog[open]") !== null;

if (choice) {
  choice.checked = listens();
  choice.addEventListener("change", () => localStorage.setItem(KEPT, choice.checked ? "on" : "off"));
}

function go(key) {
  const line = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (line) location.assign(line.href);
  return Boolean(line);
}

function search() {
  const field = document.querySelector("main [data-search], main input[type=search]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

// What `n` opens is a link of the page itself (`data-new`), and its words are those of the list of shortcuts.
const fresh = document.querySelector("a[data-new]");
const line = dialog?.querySelector("[data-key-of-new]");
if (fresh && line) {
  line.querySelector("dd").textContent = fresh.textContent.trim();
  line.hidden = false;
}

function pressed(event) {
  if (performance.now() - waitsSince < PATIENCE) {
    waitsSince = -Infinity;
    return go(event.key);
  }
  if (event.key === "g") waitsSince = performance.now();
  if (event.key === "/") return search() || document.dispatchEvent(new CustomEvent("gouvernail:palette"));
  if (event.key === "n" && fresh) {
    location.assign(fresh.href);
    return true;
  }
  if (event.key === "?" && dialog) {
    dialog.showModal();
    return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!listens() || types(event.target) || isBusy()) return;
  if (pressed(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-opens=shortcuts]")) dialog?.showModal();
  if (event.target === dialog) dialog.close();
});
