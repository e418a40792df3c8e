import { holdsData } from "../machine/spread.ts";
import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, read, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStaging } from "../support/stage.ts";
import { T } from "../support/types.ts";

/**
 * What has to be known after an attack, an outage or a restore. An account is named for its blobs, which log by
 * themselves. Source: Learn, "Supported Resource log categories for Azure Monitor".
 */
const CATEGORIES: readonly string[] = [
  `${T.gateway} ApplicationGatewayAccessLog ApplicationGatewayFirewallLog`,
  `${T.vault} AuditEvent`,
  `${T.postgres} PostgreSQLLogs PostgreSQLFlexSessions`,
  `${T.account} StorageWrite StorageDelete`,
  `${T.backupVault} CoreAzureBackup AddonAzureBackupJobs`,
  `${T.machineBackupVault} CoreAzureBackup AddonAzureBackupJobs`,
  `${T.autoscale} AutoscaleEvaluations AutoscaleScaleActions`,
  `${T.workspace} Audit`,
];

/** Groups of categories that hold all of a type's. */
const ALL = "allLogs";

export const watchDiagnostics: StackPolicy = {
  id: "watch-diagnostics",
  title: "What each tier logs goes to the stack's workspace.",
  why: "Who came in, what the firewall stopped and who read a key is known from logs alone, and a log that is not kept was never written.",
  severity: "mandatory",
  control: control("A.8.15"),
  example: {
    violation: "a gateway without a DiagnosticSetting",
    remedy: "a DiagnosticSetting with the workspace and the type's categories, enabled",
  },
  config: {
    types: {
      type: "array",
      items: { type: "string" },
      description: "Types whose every resource sends its logs to the workspace.",
      default: [
        T.gateway,
        T.vault,
        T.network,
        T.autoscale,
        T.scaleSet,
        T.workspace,
        T.postgres,
        T.account,
        T.backupVault,
        T.machineBackupVault,
        T.machine,
      ],
    },
    categories: {
      type: "array",
      items: { type: "string" },
      description: "Categories of logs that each resource of a type sends: the type, then they.",
      default: CATEGORIES,
    },
  },
  checkStack(stack, config) {
    const needed = setting<readonly string[]>(watchDiagnostics, config, "categories").map((line) =>
      line.split(/\s+/),
    );
    const types = setting<readonly string[]>(watchDiagnostics, config, "types");
    const settings = ofType(stack, T.diagnostics);
    return [
      ...ofType(stack, ...types)
        // What staging's clones log is on them, for whoever tries an image: they serve no users.
        .filter((resource) => !isStaging(stack, resource))
        // Of a machine what it measures is wanted, where it holds data.
        .filter((resource) => resource.type !== T.machine || holdsData(resource))
        .filter((resource) => !settings.some((one) => isOf(stack, one, resource)))
        .map((resource) =>
          violation(resource, "", "without a diagnostic setting", {
            required: "its logs in the stack's workspace",
            remedy: "Name the resource in `diagnosed`, from which the watch makes its settings.",
          }),
        ),
      ...settings.flatMap((one) => [
        ...judgeSetting(stack, one),
        ...judgeCategories(stack, one, needed),
      ]),
    ];
  },
};

/** Whether a setting is about a resource, or about a part of it, as an account's blobs are. */
function isOf(stack: Stack, one: Resource, resource: Resource): boolean {
  return madeFrom(stack, one, "resourceUri").includes(resource);
}

/** What a setting does not send of what its resource is to send; a category that is off is told elsewhere. */
function judgeCategories(
  stack: Stack,
  one: Resource,
  needed: readonly (readonly string[])[],
): readonly Finding[] {
  if (read(one.inputs, "logs").kind === "unknown") return [];
  const sent = items(one.inputs, "logs").flatMap(({ value }) => [
    textAt(value, "category"),
    textAt(value, "categoryGroup"),
  ]);
  if (sent.includes(ALL)) return [];
  const missing = madeFrom(stack, one, "resourceUri")
    .flatMap(({ type }) => needed.find(([of]) => of === type)?.slice(1) ?? [])
    .filter((category) => !sent.includes(category));
  return missing.map((category) =>
    violation(one, "logs", `without ${category}`, {
      required: `the category ${category}`,
      remedy: "Name it in the watch's table of what is sent.",
    }),
  );
}

/** Where logs can be sent besides. Source: Learn, "Diagnostic settings in Azure Monitor". */
const ELSEWHERE = [
  "eventHubAuthorizationRuleId",
  "storageAccountId",
  "marketplacePartnerId",
  "serviceBusRuleId",
] as const;

/** An account itself logs nothing: its blobs do. Source: Learn, "Monitor Azure Blob Storage". */
function judgePart(one: Resource): readonly Finding[] {
  const isOfBlobs = items(one.inputs, "logs").some(({ value }) =>
    textAt(value, "category")?.startsWith("Storage"),
  );
  return isOfBlobs
    ? expectValue(one, "resourceUri", (uri) => /\/blobServices\/default$/i.test(String(uri)), {
        required: "the account's blobs: …/blobServices/default",
        remedy: "Set `resourceUri` to the blobs' id: the account itself has no such category.",
        fineWhenUnknown: true,
      })
    : [];
}

function judgeSetting(stack: Stack, one: Resource): readonly ReturnType<typeof violation>[] {
  const kept = madeFrom(stack, one, "workspaceId").some(({ type }) => type === T.workspace);
  const sent = [...items(one.inputs, "logs"), ...items(one.inputs, "metrics")];
  const off = sent.filter(({ value }) => valueAt(value, "enabled") !== true);
  return [
    ...(kept
      ? []
      : [
          violation(one, "workspaceId", "not this stack's workspace", {
            required: "the stack's workspace",
            remedy: "Set `workspaceId` to the watch's workspace.",
          }),
        ]),
    ...expectValue(one, "logAnalyticsDestinationType", is("Dedicated"), {
      required: "Dedicated, by which each category has the table that alerts ask",
      remedy:
        "Set `logAnalyticsDestinationType` to Dedicated; Azure's default is one table for all.",
    }),
    ...ELSEWHERE.filter((name) => read(one.inputs, name).kind !== "absent")
      .filter((name) => madeFrom(stack, one, name).length === 0)
      .map((name) =>
        violation(one, name, "not of this stack", {
          required: "this stack's workspace alone",
          remedy: `Leave \`${name}\` out: who came by which address stays with whoever answers for it.`,
        }),
      ),
    ...judgePart(one),
    ...(sent.length > 0
      ? []
      : [
          violation(one, "logs", "nothing", {
            required: "at least one category of logs or metrics",
            remedy: "Name the type's categories in the watch's table of what is sent.",
          }),
        ]),
    ...off.map(({ path }) =>
      violation(one, `${path}.enabled`, "not true", {
        required: "true",
        remedy: "Switch the category on, or leave it out of the watch's table.",
      }),
    ),
  ];
}
