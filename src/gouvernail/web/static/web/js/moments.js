// `<time datetime="..." data-relative>` says how long ago, in the language of the page; the date stays as its title.
const STEPS = [["year", 31_557_600], ["month", 2_629_800], ["week", 604_800], ["day", 86_400], ["hour", 3600], ["minute", 60]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

function say(moment) {
  const seconds = (new Date(moment.dateTime) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return;
  if (!moment.title) moment.title = moment.textContent.trim();
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  moment.textContent = words.format(Math.round(seconds / size), unit);
}

const sayAll = (within) => within.querySelectorAll("time[data-relative]").forEach(say);

sayAll(document);
setInterval(sayAll, 60_000, document);
document.addEventListener("htmx:afterSwap", (event) => sayAll(event.target));
