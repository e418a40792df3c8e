import { DATABASE_SIZE_NAMES } from "../../infra/settings/database-sizes.ts";
import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { toNumber } from "../support/read.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

export const databaseSize: StackPolicy = {
  id: "database-size",
  title:
    "The database has the size that the season's plan says for today, and its storage grows before it is full.",
  why: "Too small, and every clone waits for it; full, it takes no grade any more. Storage can't be made smaller again.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "sku.name: Standard_B1ms, or autoGrow: Disabled",
    remedy: "sku.name: plan.declared.databaseSize, autoGrow: Enabled",
  },
  config: {
    versions: {
      type: "array",
      items: { type: "string" },
      // Source: Learn, "Supported versions of PostgreSQL in Azure", November 2026.
      description: "Major versions of PostgreSQL that are supported.",
      default: ["15", "16", "17", "18"],
    },
  },
  checkStack(stack, config) {
    const versions = setting<readonly string[]>(databaseSize, config, "versions");
    const wanted = stack.plan.declared.databaseSize;
    const { storageGib } = stack.settings.database;
    return ofType(stack, T.postgres).flatMap((server) => [
      ...(isStagingCopy(stack, server)
        ? []
        : [
            ...expectValue(
              server,
              "sku.name",
              (name) =>
                name === wanted && (DATABASE_SIZE_NAMES as readonly unknown[]).includes(name),
              {
                required: `${wanted}, by the season's plan`,
                remedy: "Take the size from the plan: `declared.databaseSize`.",
              },
            ),
            ...expectValue(server, "sku.tier", is("GeneralPurpose"), {
              required: "GeneralPurpose, of which all sizes are",
              remedy:
                "Set `sku.tier` to GeneralPurpose: a burstable server has no standby, and no strength when it is needed.",
            }),
            ...expectValue(
              server,
              "storage.storageSizeGB",
              (size) => (toNumber(size) ?? 0) >= storageGib,
              {
                required: `${storageGib} GiB or more, by the settings`,
                remedy: "Take the size from `database.storageGib`.",
              },
            ),
          ]),
      ...expectValue(server, "storage.autoGrow", is("Enabled"), {
        required: "Enabled",
        remedy: "Set `storage.autoGrow` to Enabled; Azure's default is Disabled.",
      }),
      ...expectValue(server, "version", is(...versions), {
        required: versions.join(" or "),
        remedy: "Set `database.postgresql.version` to a supported one.",
      }),
    ]);
  },
};
