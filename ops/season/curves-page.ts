import { escapeHtml } from "./html.ts";

/** A line of the chart: how many clones in each hour. */
export interface Curve {
  readonly name: string;
  readonly clones: Int32Array;
}

/** A page with curves over hours, and the table that they belong to. */
export interface CurvesPage {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Columns and rows of the table, as texts; a row's first cell is its heading. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the columns mean. */
  readonly caption: string;
  /** Two to six, all of the same hours. */
  readonly curves: readonly Curve[];
  /** Epoch milliseconds of the first hour, and the IANA zone by whose clock it is told. */
  readonly startMs: number;
  readonly zone: string;
}

/** Told apart without colour: by dashes and width, by their names at the right end, and by the readout. */
const STROKES = ["", "10 5", "2 4", "14 4 2 4", "6 3", "1 7"] as const;

/**
 * Curves as one page that needs nothing else: no network. A window of the hours is brushed with the pointer in the strip
 * below the chart, or moved and sized by its two sliders; what each curve has at an hour is read out below.
 */
export function curvesHtml(page: CurvesPage): string {
  const title = escapeHtml(page.title);
  const data = {
    startMs: page.startMs,
    zone: page.zone,
    strokes: STROKES,
    curves: page.curves.map(({ name, clones }) => ({ name, runs: runs(clones) })),
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${page.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n")}
<h2 id="chart">Clones, the most of each hour</h2>
<figure aria-labelledby="chart">
<svg id="detail" viewBox="0 0 1200 320" role="img" aria-labelledby="chart readout"></svg>
<svg id="strip" viewBox="0 0 1200 70" aria-hidden="true"></svg>
<p class="sliders">
<label>from <input id="from" type="range" min="0" value="0" step="24"></label>
<label>days shown <input id="days" type="range" min="1" value="28" step="1"></label>
</p>
<figcaption id="readout" aria-live="polite"></figcaption>
</figure>
<h2>Strategies</h2>
${table(page)}
</main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function table({ columns, rows, caption }: CurvesPage): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const body = rows.map(
    ([first = "", ...rest]) =>
      `<tr><th scope="row">${escapeHtml(first)}</th>${rest
        .map((cell) => `<td>${escapeHtml(cell)}</td>`)
        .join("")}</tr>`,
  );
  return [
    '<div class="scroll" tabindex="0" role="region" aria-label="Table of strategies"><table>',
    `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>\n${body.join("\n")}\n</tbody>`,
    "</table></div>",
  ].join("\n");
}

/** Values as pairs of a value and how often it comes: a year of hours in a tenth of the room. */
function runs(values: Int32Array): number[] {
  const pairs: number[] = [];
  values.forEach((value, index) => {
    if (index > 0 && values[index - 1] === value) pairs[pairs.length - 1] = (pairs.at(-1) ?? 0) + 1;
    else pairs.push(value, 1);
  });
  return pairs;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --soft: #d9d9d9; --quiet: #595959; --accent: #0b5394; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #161616; --soft: #3d3d3d; --quiet: #a8a8a8; --accent: #8ab8ff; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; }
figure { margin: 0; }
svg { width: 100%; height: auto; display: block; }
#strip { cursor: crosshair; touch-action: none; }
.grid { stroke: var(--soft); fill: none; }
.line { fill: none; stroke: var(--ink); stroke-width: 2; }
.line.first { stroke-width: 3.5; } .line.second { stroke: var(--accent); }
.window { fill: var(--accent); fill-opacity: .25; stroke: var(--accent); }
.at { stroke: var(--accent); stroke-width: 2; }
text { fill: var(--ink); stroke: none; font: 13px system-ui, sans-serif; }
.number { text-anchor: end; }
.sliders { display: flex; flex-wrap: wrap; gap: 0 2rem; }
.sliders label { flex: 1 1 20rem; display: flex; gap: .6rem; }
.sliders input { flex: 1; accent-color: var(--accent); }
figcaption { min-height: 3em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); }
th, td { text-align: right; padding: .25rem 0 .25rem .8rem; border-bottom: 1px solid var(--soft); }
th:first-child { text-align: left; padding-left: 0; }
`;

const SCRIPT = `
const { startMs, zone, strokes, curves } = JSON.parse(document.getElementById("data").textContent);
const unroll = (runs) => {
  const values = [];
  for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < runs[i + 1]; n++) values.push(runs[i]);
  return values;
};
const lines = curves.map(({ name, runs }) => ({ name, values: unroll(runs) }));
const hours = lines[0].values.length;
const highest = 1 + Math.max(...lines.flatMap(({ values }) => values.reduce((a, b) => Math.max(a, b), 0)));
const detail = document.getElementById("detail");
const strip = document.getElementById("strip");
const from = document.getElementById("from");
const days = document.getElementById("days");
const readout = document.getElementById("readout");
const LEFT = 40, RIGHT = 1080, TOP = 12, BASE = 290;
const told = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const at = (hour) => new Date(startMs + hour * 3600000);
let looked;
from.max = String(Math.max(0, hours - 24));
days.max = String(Math.ceil(hours / 24));
const view = () => {
  const count = Math.min(hours, Number(days.value) * 24);
  return { first: Math.min(Number(from.value), hours - count), count };
};
const path = (values, first, count, x, y, step) => {
  let d = "";
  for (let i = 0; i < count; i += step) {
    let most = 0;
    for (let j = i; j < Math.min(count, i + step); j++) most = Math.max(most, values[first + j]);
    d += (i === 0 ? "M" : "L") + x(i).toFixed(1) + " " + y(most).toFixed(1) + "H" + x(Math.min(count, i + step)).toFixed(1);
  }
  return d;
};
const line = (i, d) => '<path class="line ' + (["first", "second"][i] || "") + '" stroke-dasharray="' + strokes[i] + '" d="' + d + '"/>';
const draw = () => {
  const { first, count } = view();
  const x = (i) => LEFT + (i / count) * (RIGHT - LEFT);
  const y = (clones) => BASE - (clones / highest) * (BASE - TOP);
  const parts = [];
  const step = Math.max(1, Math.ceil(highest / 6));
  for (let clones = 0; clones <= highest; clones += step)
    parts.push('<path class="grid" d="M' + LEFT + " " + y(clones) + "H" + RIGHT + '"/><text class="number" x="' + (LEFT - 6) + '" y="' + (y(clones) + 4) + '">' + clones + "</text>");
  for (let i = 0; i < 6; i++) {
    const hour = Math.floor((i / 6) * count);
    parts.push('<path class="grid" d="M' + x(hour) + " " + TOP + "V" + BASE + '"/><text x="' + (x(hour) + 3) + '" y="' + (BASE + 18) + '">' + told.format(at(first + hour)) + "</text>");
  }
  lines.forEach(({ values }, i) => parts.push(line(i, path(values, first, count, x, y, Math.max(1, Math.floor(count / 700))))));
  let above = -Infinity;
  lines.map(({ name, values }) => ({ name, at: y(values[first + count - 1]) })).sort((a, b) => a.at - b.at).forEach(({ name, at }) => {
    above = Math.max(at, above + 15);
    parts.push('<text x="' + (RIGHT + 6) + '" y="' + (above + 4) + '">' + name + "</text>");
  });
  if (looked !== undefined && looked >= first && looked < first + count) parts.push('<path class="at" d="M' + x(looked - first + 0.5) + " " + TOP + "V" + BASE + '"/>');
  detail.innerHTML = parts.join("");
  const sx = (i) => LEFT + (i / hours) * (RIGHT - LEFT);
  const sy = (clones) => 60 - (clones / highest) * 50;
  strip.innerHTML = lines.slice(0, 2).map(({ values }, i) => line(i, path(values, 0, hours, sx, sy, 24))).join("") +
    '<rect class="window" x="' + sx(first) + '" y="4" width="' + Math.max(2, sx(first + count) - sx(first)) + '" height="60"/>';
  from.setAttribute("aria-valuetext", told.format(at(first)));
  days.setAttribute("aria-valuetext", days.value + " days");
  const hour = looked !== undefined && looked >= first && looked < first + count ? looked : undefined;
  readout.textContent = told.format(at(first)) + " to " + told.format(at(first + count - 1)) + ". " +
    (hour === undefined
      ? "At most: " + lines.map(({ name, values }) => name + " " + values.slice(first, first + count).reduce((a, b) => Math.max(a, b), 0)).join(", ") + "."
      : clock.format(at(hour)) + ": " + lines.map(({ name, values }) => name + " " + values[hour]).join(", ") + ".");
};
const hourAt = (svg, event, first, count) => {
  const box = svg.getBoundingClientRect();
  const part = (((event.clientX - box.left) / box.width) * 1200 - LEFT) / (RIGHT - LEFT);
  return first + Math.max(0, Math.min(count - 1, Math.floor(part * count)));
};
let dragged;
strip.addEventListener("pointerdown", (event) => { dragged = hourAt(strip, event, 0, hours); strip.setPointerCapture(event.pointerId); });
strip.addEventListener("pointermove", (event) => {
  if (dragged === undefined) return;
  const to = hourAt(strip, event, 0, hours);
  const [a, b] = [Math.min(dragged, to), Math.max(dragged, to)];
  days.value = String(Math.max(1, Math.round((b - a) / 24)));
  from.value = String(Math.floor(a / 24) * 24);
  draw();
});
strip.addEventListener("pointerup", () => { dragged = undefined; });
detail.addEventListener("pointermove", (event) => { const { first, count } = view(); looked = hourAt(detail, event, first, count); draw(); });
detail.addEventListener("pointerleave", () => { looked = undefined; draw(); });
from.addEventListener("input", draw);
days.addEventListener("input", draw);
draw();
`;
