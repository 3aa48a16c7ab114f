// The matrix, edited in place: arrows move, R A C I write, Delete clears, Enter or a click offers the letters.
// Without script each cell leads to the form of its duty.
const grid = document.querySelector("[data-matrix]");
const menuTemplate = document.getElementById("letters-menu");
const conflict = document.getElementById("duty-conflict");
const complaint = document.querySelector("[data-matrix-error]");
const token = document.querySelector("main input[name=csrfmiddlewaretoken]")?.value ?? "";
const TOGETHER = "AR";
let waiting = Promise.resolve();
let menu = null;

const cells = (row) => [...row.querySelectorAll("[data-cell]")];
const stops = (row) => [...row.querySelectorAll("a, button")];
const rows = () => [...grid.querySelectorAll("[data-duty]")];
const cellOf = (target) => target.closest?.("[data-cell]");

function written(held, letter) {
  if (!letter) return "";
  if (held.includes(letter)) return held.replace(letter, "");
  if (!TOGETHER.includes(letter)) return letter;
  return [...TOGETHER].filter((one) => one === letter || held.includes(one)).join("");
}

// One cell of the grid is reached by Tab: the one that was last in use, however focus came to it.
function keep(cell) {
  for (const one of grid.querySelectorAll("[data-cell]")) one.tabIndex = one === cell ? 0 : -1;
}

function focusOn(cell, options) {
  if (!cell) return;
  keep(cell);
  cell.focus(options);
}

// Its row may have been written again since somebody pointed at it: the cell that stands there now.
function current(cell) {
  if (cell.isConnected) return cell;
  const { address } = cell.closest("[data-duty]").dataset;
  return grid.querySelector(`[data-address="${address}"] [data-cell="${cell.dataset.cell}"]`);
}

function bodyFor(row, cell, letter) {
  const body = new URLSearchParams({ version: row.dataset.version, next: grid.dataset.next, member: cell.dataset.cell });
  for (const one of written(cell.dataset.letters, letter)) body.append(`letters-${cell.dataset.cell}`, one);
  for (const head of grid.querySelectorAll("[data-column]")) body.append("column", head.dataset.column);
  return body;
}

function complain(sentence) {
  complaint.hidden = false;
  complaint.textContent = sentence || grid.dataset.refused;
}

function ask(html) {
  conflict.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  conflict.showModal();
}

// The reader may have gone on to another cell of the row while the answer was on its way: focus stays there.
function replace(row, html) {
  const table = new DOMParser().parseFromString(`<table><tbody>${html}</tbody></table>`, "text/html");
  const fresh = document.adoptNode(table.querySelector("tr"));
  const reached = cells(row).findIndex((one) => one.tabIndex === 0);
  const focused = stops(row).indexOf(document.activeElement);
  row.replaceWith(fresh);
  cells(fresh).forEach((one, place) => { one.tabIndex = place === reached ? 0 : -1; });
  stops(fresh)[focused]?.focus({ preventScroll: true });
}

async function write(address, member, letter) {
  const row = grid.querySelector(`[data-address="${address}"]`);
  const cell = row?.querySelector(`[data-cell="${member}"]`);
  if (!cell) return;
  cell.setAttribute("aria-busy", "true");
  try {
    const headers = { "X-CSRFToken": token };
    const answer = await fetch(address, { method: "POST", headers, body: bodyFor(row, cell, letter) });
    const text = await answer.text();
    if (answer.ok) {
      complaint.hidden = true;
      replace(row, text);
    } else if (answer.status === 409) ask(text);
    else complain(answer.status === 422 ? text : "");
  } catch {
    document.dispatchEvent(new CustomEvent("gouvernail:unreachable"));
  } finally {
    cell.removeAttribute("aria-busy");
  }
}

// One at a time: each answer brings the version that the next one starts from.
function queue(cell, letter) {
  const { address } = cell.closest("[data-duty]").dataset;
  waiting = waiting.then(() => write(address, cell.dataset.cell, letter));
}

function moved(cell, key) {
  const row = cell.closest("[data-duty]");
  const across = cells(row);
  const place = across.indexOf(cell);
  const down = rows();
  const line = down.indexOf(row);
  switch (key) {
    case "ArrowRight": return across[place + 1];
    case "ArrowLeft": return across[place - 1];
    case "ArrowDown": return down[line + 1] && cells(down[line + 1])[place];
    case "ArrowUp": return down[line - 1] && cells(down[line - 1])[place];
    case "Home": return across[0];
    case "End": return across.at(-1);
    default: return null;
  }
}

function close(cell) {
  menu?.remove();
  menu = null;
  if (cell) focusOn(current(cell));
}

// Without scrolling: what scrolls closes the letters.
function open(cell) {
  close();
  focusOn(cell, { preventScroll: true });
  menu = menuTemplate.content.firstElementChild.cloneNode(true);
  for (const button of menu.querySelectorAll("[data-letter]")) {
    const letter = button.dataset.letter;
    if (letter) button.setAttribute("aria-pressed", String(cell.dataset.letters.includes(letter)));
    button.addEventListener("click", () => { close(cell); queue(cell, letter); });
  }
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(cell); });
  document.body.append(menu);
  const box = cell.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${box.bottom + menu.offsetHeight + 8 > innerHeight ? box.top - menu.offsetHeight - 4 : box.bottom + 4}px`;
  menu.querySelector("button").focus({ preventScroll: true });
}

function pressed(event) {
  const cell = cellOf(event.target);
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = event.key.toUpperCase();
  const next = moved(cell, event.key);
  if (next !== null) focusOn(next);
  else if (event.key.length === 1 && "RACI".includes(letter)) queue(cell, letter);
  else if (event.key === "Delete" || event.key === "Backspace") queue(cell, "");
  else if (event.key === "Enter" || event.key === " ") open(cell);
  else return;
  event.preventDefault();
}

if (grid && menuTemplate) {
  grid.querySelectorAll("[data-cell]").forEach((cell, place) => { cell.tabIndex = place ? -1 : 0; });
  grid.addEventListener("focusin", (event) => { if (cellOf(event.target)) keep(cellOf(event.target)); });
  grid.addEventListener("keydown", pressed);
  grid.addEventListener("click", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(cell);
  });
  document.addEventListener("pointerdown", (event) => { if (menu && !menu.contains(event.target)) close(); });
  window.addEventListener("scroll", () => close(), { passive: true, capture: true });
  conflict.addEventListener("click", (event) => {
    if (!event.target.closest("[data-closes]")) return;
    event.preventDefault();
    location.reload(); // the row is shown as it is saved now
  });
}
