import type { SeasonPlan } from "../../infra/season/plan.ts";
import { escapeHtml } from "./html.ts";
import { planSvg } from "./plan-svg.ts";
import { planTitle } from "./plan-text.ts";
import { STRETCH_COLUMNS, stretchTexts } from "./stretch-table.ts";

/**
 * A plan as one page that needs nothing else: no network, and no script to be read. The script only
 * moves the focus with the arrow keys and repeats what is focused below the chart.
 */
export function planHtml(plan: SeasonPlan): string {
  const title = escapeHtml(planTitle(plan));
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
<h2 id="chart">Clones over the year</h2>
<p>The most of each day. Thick line: floor. Thin line: need. Dots: reserved. Dashes: ceiling. Below the base line, hatched: lent to staging.</p>
<figure aria-labelledby="chart">
${planSvg(plan)}
<figcaption id="detail" aria-live="polite">Choose a stretch: Tab, then the arrow keys.</figcaption>
</figure>
${findingList(plan)}
<h2>Stretches</h2>
${table(plan)}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function findingList({ findings }: SeasonPlan): string {
  if (findings.length === 0) return "<p>Nothing is found wrong.</p>";
  const items = findings.map(
    ({ level, message }) =>
      `<li><strong>${level === "act" ? "To do" : "To know"}</strong> ${escapeHtml(message)}.</li>`,
  );
  return `<h2>Findings</h2>\n<ul>\n${items.join("\n")}\n</ul>`;
}

function table(plan: SeasonPlan): string {
  const head = STRETCH_COLUMNS.map((column) => `<th scope="col">${column}</th>`).join("");
  const rows = plan.stretches.map((stretch, i) => {
    const texts = stretchTexts(stretch, plan.zone.iana);
    const cells = STRETCH_COLUMNS.map((column, place) =>
      place === 0
        ? `<th scope="row">${escapeHtml(texts[column])}</th>`
        : `<td>${escapeHtml(texts[column])}</td>`,
    );
    return `<tr id="stretch-${i}" tabindex="-1">${cells.join("")}</tr>`;
  });
  return [
    '<div class="scroll" tabindex="0" role="region" aria-label="Table of stretches"><table>',
    "<caption>Local days, both included. * rests on dates that may still change, or on none.</caption>",
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>\n${rows.join("\n")}\n</tbody>`,
    "</table></div>",
  ].join("\n");
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
figcaption { min-height: 3em; }
.grid { stroke: var(--soft); fill: none; }
.hatch { stroke: var(--quiet); stroke-width: 2; }
.lent { fill: url(#hatch); stroke: var(--quiet); }
.line { fill: none; stroke: var(--ink); }
.line.floor { stroke-width: 4; } .line.need { stroke-width: 1.5; stroke: var(--accent); }
.line.reserve { stroke-width: 2.5; stroke-dasharray: 1.5 4; } .line.ceiling { stroke-width: 2; stroke-dasharray: 12 6; }
text { fill: var(--ink); stroke: none; font: 13px system-ui, sans-serif; }
.number { text-anchor: end; }
.stretch rect { fill: transparent; stroke: none; }
.stretch:hover rect { fill: var(--ink); fill-opacity: .08; }
.stretch:focus { outline: none; }
.stretch:focus rect { fill: var(--accent); fill-opacity: .25; stroke: var(--accent); stroke-width: 2; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--soft); }
tr:target, tr:focus { outline: 3px solid var(--accent); }
`;

const SCRIPT = `
const stretches = [...document.querySelectorAll(".stretch")];
const detail = document.getElementById("detail");
const go = (from, to) => {
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
};
stretches.forEach((stretch, i) => {
  stretch.addEventListener("focus", () => {
    for (const other of stretches) other.tabIndex = other === stretch ? 0 : -1;
    detail.textContent = stretch.getAttribute("aria-label");
  });
  stretch.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: stretches.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (stretches[to]) go(stretch, stretches[to]);
  });
  stretch.addEventListener("click", () => {
    const row = document.querySelector(stretch.getAttribute("href"));
    setTimeout(() => row.focus());
  });
});
`;
