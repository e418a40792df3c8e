import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { toNumber } from "../support/read.ts";
import { T } from "../support/types.ts";

/** In the region's zones, and with a copy in its pair. Source: Learn, "Azure Storage redundancy". */
const SKUS = {
  zone: ["Standard_ZRS"],
  geo: ["Standard_GZRS", "Standard_RAGZRS"],
} as const;

export const storageKept: StackPolicy = {
  id: "storage-kept",
  title:
    "What is deleted or overwritten in a storage account can be brought back, and its copies lie in several zones.",
  why: "A script that deletes the wrong thing takes a second; without versions and soft delete it is gone.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "isVersioningEnabled: false, or no BlobServiceProperties",
    remedy: "isVersioningEnabled: true, deleteRetentionPolicy: { enabled: true, days: 30 }",
  },
  checkStack: (stack) =>
    ofType(stack, T.account).flatMap((account) => {
      const { keepDays: days, redundancy } = stack.settings.storage;
      const skus = SKUS[redundancy];
      const blobs = ofType(stack, T.blobs).filter((one) =>
        madeFrom(stack, one, "accountName").includes(account),
      );
      return [
        ...expectValue(account, "sku.name", is(...skus), {
          required: `${skus.join(" or ")}, by the settings`,
          remedy: "Take it from `storage.redundancy`: where a copy lies is decided there.",
        }),
        ...expectValue(account, "kind", is("StorageV2"), {
          required: "StorageV2",
          remedy: "Set `kind` to StorageV2: other kinds have no lifecycle, or no versions.",
        }),
        ...(blobs.length > 0
          ? []
          : [
              violation(account, "", "without settings of its blobs", {
                required: "BlobServiceProperties with soft delete and versions",
                remedy: "Declare the account's BlobServiceProperties.",
              }),
            ]),
        ...blobs.flatMap((one) => [
          ...expectValue(one, "isVersioningEnabled", is(true), {
            required: "true",
            remedy: "Set `isVersioningEnabled` to true; Azure's default is off.",
          }),
          ...expectValue(one, "deleteRetentionPolicy.allowPermanentDelete", is(false), {
            required: "false",
            remedy:
              "Leave `allowPermanentDelete` out: with it, whoever deletes can delete for good.",
            safeWhenAbsent: true,
          }),
          ...["deleteRetentionPolicy", "containerDeleteRetentionPolicy"].flatMap((name) => [
            ...expectValue(one, `${name}.enabled`, is(true), {
              required: "true",
              remedy: `Set \`${name}.enabled\` to true; Azure's default is off.`,
            }),
            ...expectValue(one, `${name}.days`, (value) => (toNumber(value) ?? 0) >= days, {
              required: `${days} days or more, by the settings`,
              remedy: "Take the days from `storage.keepDays`.",
            }),
          ]),
        ]),
      ];
    }),
};
