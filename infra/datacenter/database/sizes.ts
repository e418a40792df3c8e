/** What a size of the database brings. */
export interface DatabaseMachine {
  readonly tier: "Burstable" | "GeneralPurpose";
  /** GiB. */
  readonly memory: number;
}

/**
 * A size's tier and memory.
 * Source: Microsoft, PostgreSQL flexible server: concepts-compute (2 vCPUs and more: 4 GiB each, but B2s).
 *
 * @param size Azure's name, for instance `Standard_D4ds_v5`, or `Standard_B2ms` for a copy without standby.
 * @throws Error for a size of another series.
 */
export function databaseMachine(size: string): DatabaseMachine {
  const [, series, vcores] = /^Standard_(D|B)(\d+)(?:ds_v5|ms)$/.exec(size) ?? [];
  if (series === undefined) {
    throw new Error(
      `"${size}" is no database size: allowed are Standard_D…ds_v5 and Standard_B…ms.`,
    );
  }
  return { tier: series === "B" ? "Burstable" : "GeneralPurpose", memory: Number(vcores) * 4 };
}
