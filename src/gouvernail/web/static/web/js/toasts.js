// Toasts leave when they are dismissed, or after a while where nothing can be done with them.
// Those that offer to undo, and those that say what went wrong, wait for the reader.
const READING_TIME = 8000;
const place = document.getElementById("toasts");

function leave(toast) {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 180);
}

function watch(toast) {
  if (toast.dataset.watched) return;
  toast.dataset.watched = "true";
  if (toast.matches(".error, .warning") || toast.querySelector("form")) return;
  let timer = setTimeout(leave, READING_TIME, toast);
  const wait = () => clearTimeout(timer);
  const go = () => { wait(); timer = setTimeout(leave, READING_TIME / 2, toast); };
  toast.addEventListener("pointerenter", wait);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
}

function complain(sentence) {
  const toast = document.getElementById("toast-of-scripts")?.content.firstElementChild.cloneNode(true);
  if (!toast || !sentence) return;
  toast.querySelector("p").textContent = sentence;
  place.append(toast);
}

if (place) {
  place.querySelectorAll("[data-toast]").forEach(watch);
  new MutationObserver(() => place.querySelectorAll("[data-toast]").forEach(watch)).observe(place, { childList: true });
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) leave(button.closest("[data-toast]"));
  });
  for (const failure of ["htmx:sendError", "htmx:timeout", "gouvernail:unreachable"]) {
    document.addEventListener(failure, () => complain(place.dataset.unreachable));
  }
  document.addEventListener("htmx:responseError", (event) => {
    complain(event.detail.xhr.status === 403 ? place.dataset.refused : place.dataset.failed);
  });
}
