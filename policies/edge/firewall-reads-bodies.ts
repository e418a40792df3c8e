import { control } from "../support/controls.ts";
import { expectValue, is, isBetween } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { numberAt, toNumber } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const SETTINGS = "policySettings";

/** Azure's default of what is let in, and of what is read of it. */
const DEFAULT_KB = 128;

/** Bounds of Learn, "Web Application Firewall request size limits". */
export const edgeFirewallReadsBodies: ResourcePolicy = {
  id: "edge-firewall-reads-bodies",
  title: "The firewall reads requests' bodies to their end, and bounds their size.",
  why: "Most attacks on forms are in the body; a body without a bound fills the clones' memory.",
  severity: "mandatory",
  control: control("A.8.26"),
  example: { violation: "requestBodyCheck: false", remedy: "requestBodyCheck: true" },
  types: [T.firewall],
  check: (resource) => [
    ...expectValue(resource, `${SETTINGS}.requestBodyCheck`, is(true), {
      required: "true",
      remedy: "Set `policySettings.requestBodyCheck` to true.",
    }),
    ...["requestBodyEnforcement", "fileUploadEnforcement"].flatMap((name) =>
      expectValue(resource, `${SETTINGS}.${name}`, is(true), {
        required: "true",
        remedy: `Leave \`policySettings.${name}\` out: Azure's default enforces the limit.`,
        safeWhenAbsent: true,
      }),
    ),
    ...expectValue(resource, `${SETTINGS}.maxRequestBodySizeInKb`, isBetween(8, 2000), {
      required: "8 to 2000 KB",
      remedy: "Set `policySettings.maxRequestBodySizeInKb` to 128.",
      safeWhenAbsent: true,
    }),
    ...judgeInspected(resource),
    ...expectValue(resource, `${SETTINGS}.fileUploadLimitInMb`, isBetween(1, 750), {
      required: "1 to 750 MB",
      remedy: "Set `policySettings.fileUploadLimitInMb` to 100.",
      safeWhenAbsent: true,
    }),
  ],
};

/** Of a body that is let in, none may be left unread: an attack stands where nobody looks. */
function judgeInspected(resource: Resource): readonly Finding[] {
  const path = `${SETTINGS}.requestBodyInspectLimitInKB`;
  const most = numberAt(resource.inputs, `${SETTINGS}.maxRequestBodySizeInKb`) ?? DEFAULT_KB;
  const must = {
    required: `${most} KB or more, as much as is let in`,
    remedy:
      "Set `policySettings.requestBodyInspectLimitInKB` to `maxRequestBodySizeInKb`, or leave both out.",
  };
  return expectValue(resource, path, (limit) => (toNumber(limit) ?? 0) >= most, {
    ...must,
    ...(most <= DEFAULT_KB ? ({ safeWhenAbsent: true } as const) : {}),
  });
}
