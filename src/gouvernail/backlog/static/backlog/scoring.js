// Each answer is kept as it is given; 0 to 5 and ? answer from the keyboard. Without script the form sends all at once.
const forms = document.querySelectorAll("[data-scoring]");
let waiting = Promise.resolve();

async function keep(form, line) {
  const body = new URLSearchParams();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const field of line.querySelectorAll("input, select")) {
    if (field.type !== "radio" || field.checked) body.append(field.name, field.value);
  }
  if (![...body.keys()].some((name) => name.startsWith("level-"))) return;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    const text = await answer.text();
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("scoring-advance");
    if (fresh) document.getElementById("scoring-advance").replaceWith(document.adoptNode(fresh));
    if (answer.ok) line.dataset.given = "";
    else if (!fresh) document.dispatchEvent(new CustomEvent("gouvernail:unreachable"));
  } catch {
    document.dispatchEvent(new CustomEvent("gouvernail:unreachable"));
  }
}

// One at a time: what is answered last is what is kept.
function queue(form, line) {
  waiting = waiting.then(() => keep(form, line));
}

function answered(event, form) {
  const line = event.target.closest("[data-line]");
  if (!line || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=radio]), select")) return;
  const value = event.key === "?" ? "unknown" : event.key;
  const choice = line.querySelector(`input[type=radio][value="${CSS.escape(value)}"]`);
  if (!choice) return;
  event.preventDefault();
  event.stopPropagation();
  choice.checked = true;
  queue(form, line);
  const lines = [...form.querySelectorAll("[data-line]:has(input[type=radio])")];
  const next = lines[lines.indexOf(line) + 1]?.querySelector("input[type=radio]:checked, input[type=radio]");
  (next ?? form.querySelector("button[type=submit]")).focus();
}

for (const form of forms) {
  form.addEventListener("change", (event) => {
    const line = event.target.closest("[data-line]");
    if (line) queue(form, line);
  });
  form.addEventListener("keydown", (event) => answered(event, form));
}
