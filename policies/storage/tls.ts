import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const storageTls: ResourcePolicy = {
  id: "storage-tls",
  title: "A storage account is spoken to by TLS 1.2 or newer, and encrypts what it keeps.",
  why: "Older versions can be broken; a disk that leaves Azure's building must say nothing.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: { violation: "minimumTlsVersion: TLS1_0", remedy: "minimumTlsVersion: TLS1_2" },
  types: [T.account],
  check: (resource) => [
    ...expectValue(resource, "minimumTlsVersion", is("TLS1_2", "TLS1_3"), {
      required: "TLS1_2 or TLS1_3",
      remedy: "Set `minimumTlsVersion` to TLS1_2; Azure's default is TLS1_0.",
    }),
    ...expectValue(resource, "enableHttpsTrafficOnly", is(true), {
      required: "true",
      remedy: "Set `enableHttpsTrafficOnly` to true, or leave it out.",
      safeWhenAbsent: true,
    }),
    ...expectValue(
      resource,
      "encryption.keySource",
      is("Microsoft.Storage", "Microsoft.Keyvault"),
      {
        required: "Microsoft.Storage or Microsoft.Keyvault",
        remedy: "Set `encryption.keySource`, or leave `encryption` out: Azure encrypts by itself.",
        safeWhenAbsent: true,
      },
    ),
    ...expectValue(resource, "encryption.requireInfrastructureEncryption", is(true), {
      required: "true",
      remedy:
        "Set `encryption.requireInfrastructureEncryption` to true: Azure's default encrypts once, and it can't be set later.",
    }),
    ...expectValue(resource, "encryption.services.blob.enabled", is(true), {
      required: "true",
      remedy: "Leave `encryption.services` out: Azure encrypts by itself.",
      safeWhenAbsent: true,
    }),
  ],
};
