// Keys of the triage (`?` lists them), and the boxes of its list. Without this file, every act is a link or a form.
const KEPT = "gouvernail.single-keys"; // the same wish as the shell's: who dictates turns single keys off
const AFTER_G = 1500;
const TYPES = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
let gone = -Infinity;
let awaited = null; // what is typed while a dialog is on its way: words for it, never keys of the page

const isFree = (event) =>
  !event.defaultPrevented &&
  !(event.ctrlKey || event.metaKey || event.altKey || event.repeat) &&
  localStorage.getItem(KEPT) !== "off" &&
  !event.target.closest?.(TYPES) &&
  document.querySelector("dialog[open]") === null;

document.addEventListener(
  "keydown",
  (event) => {
    if (awaited === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") awaited = null;
    else if (event.key.length === 1) awaited += event.key;
  },
  { capture: true },
);

document.addEventListener("gouvernail:asked", () => {
  const field = document.activeElement;
  if (awaited && field.matches("textarea, input[type=text]") && !field.value) field.setRangeText(awaited, 0, 0, "end");
  awaited = null;
});
window.addEventListener("pageshow", () => (awaited = null)); // back from a page that stood for the dialog

function lastUndo() {
  return [...document.querySelectorAll("#toasts .toast:not(.leaving) form button")].at(-1);
}

function step(by) {
  const all = boxes();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? 0 : at + by];
  next?.focus();
  next?.closest("tr").scrollIntoView({ block: "nearest" });
}

function pressed(key) {
  const target = key === "u" ? lastUndo() : document.querySelector(`[data-triage="${CSS.escape(key)}"]`);
  if (!target && boxes().length && (key === "j" || key === "k")) {
    step(key === "j" ? 1 : -1);
    return true;
  }
  if (!target) return false;
  if (target.matches("[data-dialog]")) awaited = "";
  target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!isFree(event)) return;
  if (event.key === "g") {
    gone = performance.now(); // the next letter goes somewhere: it is the shell's
    return;
  }
  if (performance.now() - gone < AFTER_G) {
    gone = -Infinity;
    return;
  }
  if (pressed(event.key)) event.preventDefault();
});

function boxes() {
  return [...document.querySelectorAll("input[form=many][name=pick]")];
}

function told() {
  const all = document.querySelector("[data-tick-all]");
  const count = document.querySelector("[data-ticked]");
  const ticked = boxes().filter((box) => box.checked).length;
  if (all) {
    all.hidden = false;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  }
  if (count) {
    count.hidden = ticked === 0;
    count.textContent = ticked;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) for (const box of boxes()) box.checked = event.target.checked;
  told();
});
told();
