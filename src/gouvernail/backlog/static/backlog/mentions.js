// While one writes a comment, `@` offers the people whom it may name. Without this script, one types the name.
const WAIT = 150;
const BEHIND_AT = /(^|[^\w.@-])@([\p{L}\d.' -]{0,40})$/u;

for (const place of document.querySelectorAll("[data-mentions]")) {
  const text = place.querySelector("textarea");
  if (text) offer(text, place.dataset.mentions);
}

function offer(text, address) {
  const list = document.createElement("ul");
  list.id = `${text.id}_people`;
  list.className = "mention-list card";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  text.after(list);
  text.setAttribute("aria-controls", list.id);
  text.setAttribute("aria-autocomplete", "list");
  let timer = 0;
  let asked = 0;

  const typed = () => BEHIND_AT.exec(text.value.slice(0, text.selectionStart));
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    text.removeAttribute("aria-activedescendant");
  };
  const choose = (name) => {
    const found = typed();
    if (!found) return close();
    const start = text.selectionStart - found[2].length;
    text.setRangeText(`${name} `, start, text.selectionStart, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    text.focus();
  };
  const mark = (step) => {
    const options = [...list.children];
    const now = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const next = (now + step + options.length) % options.length;
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === next)));
    text.setAttribute("aria-activedescendant", options[next].id);
  };
  const show = (people) => {
    if (!people.length || !typed()) return close();
    list.replaceChildren(
      ...people.map((person, place) => {
        const line = document.createElement("li");
        line.id = `${list.id}_${place}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", String(place === 0));
        line.dataset.name = person.name;
        line.textContent = person.title ? `${person.name} · ${person.title}` : person.name;
        line.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(person.name);
        });
        return line;
      }),
    );
    list.hidden = false;
    text.setAttribute("aria-activedescendant", `${list.id}_0`);
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    const found = typed();
    if (!found) return close();
    timer = setTimeout(async () => {
      const mine = (asked += 1);
      const answer = await fetch(`${address}?q=${encodeURIComponent(found[2])}`, { credentials: "same-origin" });
      if (answer.ok && mine === asked) show((await answer.json()).people);
    }, WAIT);
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(1);
    else if (event.key === "ArrowUp") mark(-1);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.querySelector("[aria-selected=true]").dataset.name);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  text.addEventListener("blur", close);
}
