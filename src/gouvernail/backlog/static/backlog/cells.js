// A cell of the table is changed where it stands: a click or Enter opens it, Enter saves, Esc gives up, Tab saves and
// goes on to the next one (Shift Tab to the one before). Without this file, its pencil and its two buttons do the same.
let step = null; // where the keyboard goes once the cell is shown again: 0 stays, 1 goes on, -1 goes back
let left = ""; // the pencil of the cell that is being left

const formOf = (target) => target.closest?.(".cell-form form");
const said = (form) => new URLSearchParams(new FormData(form)).toString();
const pencils = () => [...document.querySelectorAll(".ranked a[data-cell]")];

function leave(cell, move, saves) {
  const form = cell.querySelector("form");
  step = move;
  left = cell.querySelector("[data-cell-of]").dataset.cellOf;
  if (saves && form && said(form) !== form.dataset.before) form.requestSubmit();
  else cell.querySelector("[data-cell-leave]").click();
}

document.addEventListener("click", (event) => {
  const cell = event.target.closest(".ranked .edits");
  if (!cell || event.target.closest("a, button, input, select, label") || !getSelection().isCollapsed) return;
  cell.querySelector("a[data-cell]").click();
});

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".cell-form");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const fields = [...cell.querySelectorAll("input:not([type=hidden]), select")];
  const edge = event.shiftKey ? fields[0] : fields.at(-1);
  if (event.key === "Escape") leave(cell, 0, false);
  else if (event.key === "Tab" && event.target === edge) leave(cell, event.shiftKey ? -1 : 1, true);
  else if (event.key === "Enter" && fields.includes(event.target)) leave(cell, 0, true);
  else return;
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (!form || step !== null) return;
  step = 0; // its own button was pressed
  left = form.dataset.cellOf;
}, true);

document.addEventListener("focusout", (event) => {
  const cell = event.target.closest?.(".cell-form");
  if (!cell || step !== null || !document.hasFocus()) return;
  if (event.relatedTarget && !cell.contains(event.relatedTarget)) leave(cell, null, true);
});

document.body.addEventListener("htmx:afterSettle", () => {
  const form = document.querySelector(".cell-form form:not([data-before])");
  if (form) {
    form.dataset.before = form.querySelector("[role=alert]") ? "" : said(form); // refused or contested: saved as it is
    form.querySelector("input:not([type=hidden])")?.select();
    step = null;
    return;
  }
  if (step === null || document.getElementById(left) === null) return;
  const all = pencils();
  const next = all[all.findIndex((one) => one.id === left) + step];
  const moves = step;
  step = null;
  next?.focus();
  if (moves) next?.click();
});
