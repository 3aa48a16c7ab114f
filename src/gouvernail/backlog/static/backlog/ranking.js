// Ticked rows: a box that ticks them all, and how many there are. Without this file, each box is ticked by hand.
const boxes = () => [...document.querySelectorAll("input[form=many][name=item]")];

const told = () => {
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
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) for (const box of boxes()) box.checked = event.target.checked;
  told();
});
document.addEventListener("htmx:afterSwap", told);
told();
