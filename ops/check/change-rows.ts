import type { Change } from "./finding.ts";

/** Resources that are updated alike are named up to this many; of more, their count is told. */
const MOST_NAMED = 5;

/** The order of signs: what goes or is made anew is read first, and never cut off behind updates. */
const GRAVEST_FIRST = ["-", "+-"];

/** A line of what would change. */
export type ChangeRow = Pick<Change, "sign" | "resource" | "properties">;

/**
 * What would change, a row each: what is deleted or replaced first, and many updates of the same properties,
 * as a tag makes them, in one row.
 */
export function changeRows(changes: readonly Change[]): readonly ChangeRow[] {
  const alike = Map.groupBy(changes, ({ sign, properties }) => `${sign} ${properties.join()}`);
  const rows = [...alike.values()].flatMap((some): readonly ChangeRow[] => {
    const [first] = some as [Change, ...Change[]];
    return first.sign !== "~" || some.length <= MOST_NAMED
      ? some
      : [{ ...first, resource: `${some.length} resources` }];
  });
  return rows.sort((one, other) => rank(one) - rank(other) || byName(one, other));
}

function rank({ sign }: ChangeRow): number {
  const place = GRAVEST_FIRST.indexOf(sign);
  return place === -1 ? GRAVEST_FIRST.length : place;
}

function byName({ resource: one }: ChangeRow, { resource: other }: ChangeRow): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
