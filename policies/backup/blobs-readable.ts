import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const backupBlobsReadable: StackPolicy = {
  id: "backup-blobs-readable",
  title: "An account whose blobs are backed up lets the vault copy them.",
  why: "The vault lies in a tenant of Microsoft's and copies by object replication: without the change feed, or with replication to other tenants closed, each backup fails from that day on.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "changeFeed: { enabled: false }, or allowCrossTenantReplication: false",
    remedy: "changeFeed: { enabled: true }, allowCrossTenantReplication: true",
  },
  // Sources: Learn, "Object replication for block blobs"; "Support matrix for Azure Blobs backup"; "Troubleshoot Azure
  // Blob backup" (UserErrorCrossTenantOrsPolicyDisabled).
  checkStack: (stack) => {
    const backedUp = ofType(stack, T.backupInstance).flatMap((instance) =>
      madeFrom(stack, instance, "properties").filter(({ type }) => type === T.account),
    );
    return [...new Set(backedUp)].flatMap((account) => [
      ...expectValue(account, "allowCrossTenantReplication", is(true), {
        required: "true, as the account is backed up",
        remedy:
          "Set `allowCrossTenantReplication` to true: Azure's default is false, and the vault is in another tenant.",
      }),
      ...expectValue(account, "isHnsEnabled", is(false), {
        required: "false",
        remedy: "Leave `isHnsEnabled` out: such an account has no versions, and no vault takes it.",
        safeWhenAbsent: true,
      }),
      ...ofType(stack, T.blobs)
        .filter((blobs) => madeFrom(stack, blobs, "accountName").includes(account))
        .flatMap((blobs) =>
          expectValue(blobs, "changeFeed.enabled", is(true), {
            required: "true, as the account is backed up",
            remedy: "Set `changeFeed.enabled` to true; Azure's default is off.",
          }),
        ),
    ]);
  },
};
