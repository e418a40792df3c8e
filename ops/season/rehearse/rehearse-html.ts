import { curvesHtml } from "../curves-page.ts";
import type { ZoneFault } from "./fault.ts";
import type { Rehearsal } from "./rehearse.ts";
import {
  COLUMNS,
  COLUMNS_TEXT,
  cellsOf,
  headText,
  refusalsText,
  stagingText,
} from "./rehearse-text.ts";

/** A rehearsal as a page: the first seed's curves, and the table of all seeds. */
export function rehearsalHtml(done: Rehearsal, faults: readonly ZoneFault[]): string {
  const curveOf = (name: string): Int32Array =>
    done.strategies.find((one) => one.name === name)?.years[0]?.curve ?? new Int32Array(0);
  return curvesHtml({
    title: `A year of ${done.plan.datacenter}, rehearsed`,
    paragraphs: [
      headText(done, faults),
      stagingText(done),
      refusalsText(done, Number.POSITIVE_INFINITY).join(" "),
      "Thick line: what stood under the plan; the others by their dashes, and by their names at the right end. Curves are of the first seed.",
    ],
    columns: COLUMNS,
    rows: done.strategies.map(cellsOf),
    caption: COLUMNS_TEXT,
    curves: [
      { name: "plan", clones: curveOf("plan") },
      { name: "need", clones: done.need },
      { name: "floor", clones: done.floors },
      { name: "rules alone", clones: curveOf("rules") },
      { name: "office hours", clones: curveOf("office-hours") },
    ],
    startMs: done.startMs,
    zone: done.plan.zone.iana,
  });
}
