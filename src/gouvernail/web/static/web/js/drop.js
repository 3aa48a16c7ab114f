// Files dropped anywhere on a `.drop` area reach the file field inside it.
function area(event) {
  return event.target.closest?.(".drop");
}

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!area(event)) return;
    event.preventDefault();
    area(event).classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  const left = area(event);
  if (left && !left.contains(event.relatedTarget)) left.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  const field = area(event)?.querySelector("input[type=file]");
  if (!field) return;
  event.preventDefault();
  area(event).classList.remove("over");
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
