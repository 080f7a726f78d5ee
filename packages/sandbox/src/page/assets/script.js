// What scripts add to the page: it follows what happens, choices submit at once, charts are drawn. All of it works without.

document.documentElement.classList.add("scripted");

const CALM_MS = 300;

/** What somebody is writing is left alone. */
function isBusy() {
  const at = document.activeElement;
  if (at instanceof HTMLElement && at.matches("textarea, input, select")) return true;
  return [...document.querySelectorAll("main textarea, main input:not([type=hidden])")].some(
    (field) => field.value !== field.defaultValue,
  );
}

/** Which details a person opened or closed, by what they say. */
function openings(root) {
  return new Map([...root.querySelectorAll("details")].map((each) => [nameOf(each), each.open]));
}

function nameOf(details) {
  const summary = details.querySelector("summary");
  return (summary?.querySelector("strong") ?? summary)?.textContent;
}

async function follow() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  replace("#log", next);
  if (isBusy() || document.querySelector("[role=alert]") !== null) return;
  replace(".tabs", next);
  if (document.querySelector("main").dataset.text === next.querySelector("main").textContent) return;
  const opened = openings(document);
  replace("main", next);
  for (const each of document.querySelectorAll("main details")) {
    const before = opened.get(nameOf(each));
    if (before !== undefined) each.open = before;
  }
  await ready();
}

function replace(selector, next) {
  const [from, to] = [document.querySelector(selector), next.querySelector(selector)];
  if (from === null || to === null || from.innerHTML === to.innerHTML) return;
  from.replaceChildren(...to.childNodes);
}

let drawing = 0;

const LOOK = {
  fontFamily: "inherit",
  // Drawn as wide as it is shown, so that its letters are not made smaller.
  gantt: { useWidth: 640, leftPadding: 100, fontSize: 12, sectionFontSize: 12 },
  themeVariables: {
    pie1: "#2da44e",
    pie2: "#8c959f",
    pie3: "#d4a72c",
    pieOpacity: "1",
    pieSectionTextColor: "#0d1117",
    pieStrokeWidth: "0",
    pieOuterStrokeWidth: "0",
  },
};

async function drawCharts() {
  const sources = [...document.querySelectorAll(".mermaid-source")];
  if (sources.length === 0) return;
  if (globalThis.mermaid === undefined) await load("/-/mermaid.js");
  const { mermaid } = globalThis;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark ? "dark" : "default", ...LOOK });
  for (const source of sources) await draw(mermaid, source);
}

async function draw(mermaid, source) {
  const text = source.textContent;
  try {
    const { svg } = await mermaid.render(`chart-${++drawing}`, text);
    const figure = document.createElement("div");
    figure.className = `mermaid-drawn ${/^\s*pie\b/.test(text) ? "pie" : ""}`;
    figure.setAttribute("role", "img");
    figure.setAttribute("aria-label", `Chart: ${text.trim().split("\n", 1)[0]}`);
    figure.innerHTML = svg;
    figure.firstElementChild.setAttribute("aria-hidden", "true");
    const kept = document.createElement("details");
    kept.className = "mermaid-kept";
    kept.innerHTML = "<summary>Source of the chart</summary>";
    source.classList.remove("mermaid-source");
    source.replaceWith(figure, kept);
    kept.append(source);
  } catch {
    // What is no chart stays as its source.
    source.classList.remove("mermaid-source");
  }
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

async function ready() {
  const main = document.querySelector("main");
  main.dataset.text = main.textContent;
  for (const choice of document.querySelectorAll("[data-submits]")) choice.onchange = () => choice.form.requestSubmit();
  await drawCharts().catch(() => undefined);
  document.documentElement.dataset.ready = "yes";
}

await ready();

let soon;
let first = true;
const happenings = new EventSource("/-/live");
happenings.addEventListener("happened", () => {
  clearTimeout(soon);
  if (!first) soon = setTimeout(follow, CALM_MS);
  first = false;
});
