import { type Finding, type Path, valueAt } from "../finding.ts";
import { LIMITS } from "../limits.ts";
import { REGIONS } from "../regions.ts";
import { isRecord } from "../salvage.ts";
import type { Rule } from "./rule.ts";

const LONGEST_TAG_NAME = 512;

/** Every later entry of a list that equals an earlier one, with the earlier one's index. */
function repeated<Item>(
  items: readonly (Item | undefined)[],
): readonly { readonly index: number; readonly first: number; readonly item: Item }[] {
  return items.flatMap((item, index) => {
    if (item === undefined) return [];
    const first = items.indexOf(item);
    return first < index ? [{ index, first, item }] : [];
  });
}

/** No zone stands twice, and the region has them all. */
export const zonesAreTheRegions: Rule = ({ settings }) => {
  const zones = settings.zones?.map((zone) => (zone === undefined ? undefined : String(zone)));
  if (zones === undefined) return [];
  const twice = repeated(zones).map(
    ({ index, first, item }): Finding => ({
      path: ["zones", index],
      allowed: `each zone once; zone ${item} stands at zones[${first}] already`,
      edit: "remove one of the two",
    }),
  );
  const { region } = settings;
  if (region === undefined) return twice;
  const has: readonly string[] = REGIONS[region].zones;
  const unknown = zones.flatMap((zone, index): Finding[] =>
    zone === undefined || has.includes(zone)
      ? []
      : [
          {
            path: ["zones", index],
            allowed: `a zone of ${region}: ${has.join(", ")}`,
            edit: "remove it",
          },
        ],
  );
  return [...twice, ...unknown];
};

/** No market and no hostname stands twice. */
export const marketsAreDistinct: Rule = ({ settings }) => {
  const markets = settings.markets ?? [];
  return (["code", "hostname"] as const).flatMap((key) =>
    repeated(markets.map((market) => market?.[key])).map(
      ({ index, first, item }): Finding => ({
        path: ["markets", index, key],
        allowed: `a ${key} that no other market has; ${item} stands at markets[${first}] already`,
        edit:
          key === "code" ? "remove one of the two markets" : "give each market its own hostname",
      }),
    ),
  );
};

/** Nobody on duty is written to twice. Mail servers tell capitals apart in theory only (RFC 5321, 2.4). */
export const emailsAreDistinct: Rule = ({ settings }) =>
  repeated((settings.watch?.emails ?? []).map((email) => email?.toLowerCase())).map(
    ({ index, first, item }): Finding => ({
      path: ["watch", "emails", index],
      allowed: `each address once; ${item} stands at watch.emails[${first}] already`,
      edit: "remove one of the two",
    }),
  );

/** No telephone is sent a text twice. */
export const phonesAreDistinct: Rule = ({ settings }) =>
  repeated(settings.watch?.phones ?? []).map(
    ({ index, first, item }): Finding => ({
      path: ["watch", "phones", index],
      allowed: `each number once; ${item} stands at watch.phones[${first}] already`,
      edit: "remove one of the two",
    }),
  );

/**
 * Tags are few enough, and their names are what Azure takes. Source: Microsoft, "Use tags to
 * organize your Azure resources" (tag-resources): 50 tags, names of at most 512 characters without
 * <>%&\?/, compared without regard to case; the prefixes are Azure's own.
 */
export const tagNamesAreAzures: Rule = ({ written }) => {
  const tags = valueAt(written, ["tags"]);
  if (!isRecord(tags)) return [];
  const names = Object.keys(tags);
  const findings = names.flatMap((name): Finding[] => {
    const allowed = whatNameMustBe(name);
    return allowed === undefined ? [] : [tagFinding(["tags", name], allowed, "rename it")];
  });
  const twins = repeated(names.map((name) => name.toLowerCase())).map(({ index, first }) =>
    tagFinding(
      ["tags", names[index] ?? ""],
      `names that differ by more than case; \`${names[first]}\` stands there already`,
      "remove one of the two",
    ),
  );
  if (names.length <= LIMITS.tags) return [...findings, ...twins];
  return [
    ...findings,
    ...twins,
    {
      path: ["tags"],
      received: `${names.length} tags`,
      allowed: `at most ${LIMITS.tags} tags: Azure takes 50, the datacenter needs some itself`,
      edit: `remove ${names.length - LIMITS.tags}`,
    },
  ];
};

function whatNameMustBe(name: string): string | undefined {
  if (name.trim() === "") return "a name";
  if (name.length > LONGEST_TAG_NAME) return `a name of at most ${LONGEST_TAG_NAME} characters`;
  if (/[<>%&\\?/]/.test(name)) return "a name without < > % & \\ ? /";
  if (/^(?:microsoft|azure|windows)/i.test(name)) {
    return "a name that does not begin with microsoft, azure or windows, which are Azure's own";
  }
  return undefined;
}

function tagFinding(path: Path, allowed: string, edit: string): Finding {
  return { path, allowed, edit };
}
