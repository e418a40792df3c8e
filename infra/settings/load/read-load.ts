import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoadModel, Week } from "../../season/demand/load-model.ts";
import { dayOf } from "../calendars/days.ts";
import { inspectDataFile } from "../data-file.ts";
import type { MarketCode } from "../markets.ts";
import { SettingsError } from "../settings-error.ts";
import { loadFindings } from "./rules.ts";
import { load, type WrittenLoad } from "./schema.ts";

/** Where a market's load stands, from the project's folder, once it is learned. */
export function loadFile(market: MarketCode): string {
  return `data/load/${market}.yaml`;
}

/** A market's load as it was learned. */
export interface MarketLoad {
  readonly model: LoadModel;
  readonly written: WrittenLoad;
}

/**
 * Reads and checks what was learned of markets' loads, as far as there is something.
 *
 * @returns The loads of the markets that have a file.
 * @throws SettingsError with everything that is wrong in any of the files.
 */
export function readLoads(
  root: string,
  markets: Iterable<MarketCode>,
): ReadonlyMap<MarketCode, MarketLoad> {
  const loads = new Map<MarketCode, MarketLoad>();
  const refused = [];
  for (const market of new Set(markets)) {
    const file = loadFile(market);
    if (!existsSync(join(root, file))) continue;
    const { value, issues, code } = inspectDataFile({
      root,
      file,
      schema: load,
      documentation: "docs/season.md",
      rules: loadFindings,
    });
    if (value === undefined) refused.push({ issues, code });
    else loads.set(market, { model: toModel(value), written: value });
  }
  const [first] = refused;
  if (first !== undefined) {
    throw new SettingsError(
      first.code ?? "settings-invalid",
      refused.flatMap(({ issues }) => issues),
    );
  }
  return loads;
}

function toModel({ source, model }: WrittenLoad): LoadModel {
  const { growthPerYear, bell, weekday, ...rest } = model;
  const [hours, minutes] = bell.at.split(":").map(Number) as [number, number];
  return {
    ...rest,
    source: `learned from ${source.file}, ${source.from} to ${source.until}, on ${source.fitted}`,
    weekday: weekday as unknown as Week,
    bell: {
      minute: hours * 60 + minutes,
      times: bell.times,
      before: bell.before,
      after: bell.after,
    },
    ...(growthPerYear === undefined
      ? {}
      : { growth: { perYear: growthPerYear, fromDay: dayOf(source.until) } }),
  };
}
