// Keys of the triage (`?` lists them), and the boxes of its list. Without this file, every act is a link or a form.
const KEPT = "gouvernail.single-keys"; // the same wish as the shell's: who dictates turns single keys off
const AFTER_G = 1500;
let gone = -Infinity;

const isFree = (event) =>
  !event.defaultPrevented &&
  !(event.ctrlKey || event.metaKey || event.altKey || event.repeat) &&
  localStorage.getItem(KEPT) !== "off" &&
  !event.target.closest?.("input, textarea, select, [contenteditable=true]") &&
  document.querySelector("dialog[open]") === null;

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("#confirm textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (!isFree(event)) return;
  if (event.key === "g") {
    gone = performance.now(); // the next letter goes somewhere: it is the shell's
    return;
  }
  if (performance.now() - gone < AFTER_G) {
    gone = -Infinity;
    return;
  }
  const act = event.key === "u" ? "#toasts form button" : `[data-triage="${CSS.escape(event.key)}"]`;
  const target = document.querySelector(act);
  if (!target) return;
  event.preventDefault();
  target.click();
});

const boxes = () => [...document.querySelectorAll("input[form=many][name=pick]")];

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
