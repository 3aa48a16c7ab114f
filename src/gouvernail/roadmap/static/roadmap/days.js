// The slider of time: it writes the date field and asks for that day. Without this file, the field and the links do.
const DAY = 86_400_000;
const said = document.getElementById("roadmap-said");
const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
const instant = (text) => Date.parse(`${text}T00:00:00Z`);
const field = () => document.getElementById("id_on");
const day = (slide) => new Date(instant(slide.dataset.slide) + Number(slide.value) * DAY);

function ready() {
  const slide = document.querySelector("[data-slide]");
  if (!slide) return;
  slide.max = Math.max(0, Math.round((instant(slide.dataset.last) - instant(slide.dataset.slide)) / DAY));
  slide.value = Math.round((instant(field().value) - instant(slide.dataset.slide)) / DAY);
  slide.setAttribute("aria-valuetext", words.format(day(slide)));
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-slide]")) return;
  field().value = day(event.target).toISOString().slice(0, 10);
  event.target.setAttribute("aria-valuetext", words.format(day(event.target)));
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-slide], #id_lanes")) event.target.form.requestSubmit();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "roadmap" && event.target.id !== "roadmap") return;
  ready();
  said.textContent = document.querySelector("#roadmap [data-said]")?.textContent ?? "";
});
ready();
