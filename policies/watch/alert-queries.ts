import { expectValue, unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, type Stack } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** A step of a query after which no row is left, whatever there was. */
const NOTHING =
  /\|\s*(where\s+(false\b|(\d+)\s*==\s*(?!\3\b)\d+|1\s*!=\s*1\b)|(take|limit)\s+0\b)/i;

/** Days that the season's cover has to reach, below which people are told: decision 0005. */
const COVER_DAYS = 14;

/** Values that a column of a log can have. Sources: Learn, "Azure Monitor logs reference" (the tables), "Azure Key Vault logging". */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  JobStatus: ["Completed", "CompletedWithWarnings", "Failed", "Cancelled", "InProgress"],
  JobOperation: ["Backup", "Restore", "ConfigureBackup", "DisableBackup"],
  OperationName: [
    "CertificateNearExpiryEventGridNotification",
    "CertificateExpiredEventGridNotification",
  ],
};

/** What is wrong with a query: it finds nothing, asks for what does not exist, looks too short ahead, or may not look. */
export function judgeQuery(
  stack: Stack,
  alert: Resource,
  path: string,
  criterion: unknown,
): readonly Finding[] {
  const query = textAt(criterion, "query");
  if (query === undefined) return [];
  const at = `${path}.query`;
  return [
    ...(NOTHING.test(query)
      ? [
          violation(alert, at, shown(query), {
            required: "a query that can find something",
            remedy:
              "Take away the step that leaves no row; an alert that is not wanted is deleted.",
          }),
        ]
      : []),
    ...judgeValues(alert, at, query),
    ...judgeCover(stack, alert, at, query),
    ...judgeIdentity(alert, query),
  ];
}

/** `JobStatus == "Failure"` compares with what nothing is ever written for. */
function judgeValues(alert: Resource, at: string, query: string): readonly Finding[] {
  return Object.entries(VALUES).flatMap(([column, values]) => {
    const compared = query.matchAll(
      new RegExp(`\\b${column}\\s*(?:==|=~|in~?)\\s*(\\([^)]*\\)|"[^"]*")`, "g"),
    );
    const asked = [...compared].flatMap(([, text = ""]) =>
      [...text.matchAll(/"([^"]*)"/g)].map(([, value = ""]) => value),
    );
    return asked
      .filter((value) => !values.includes(value))
      .map((value) =>
        violation(alert, at, `${column} "${value}"`, {
          required: `${column} as one of ${values.join(", ")}`,
          remedy:
            "Ask for a value that Azure writes; where it writes another one, add it to policies/watch/alert-queries.ts.",
        }),
      );
  });
}

/** An alert on the season's cover looks two weeks ahead. */
function judgeCover(stack: Stack, alert: Resource, at: string, query: string): readonly Finding[] {
  const isOfSeason = madeFrom(stack, alert, "criteria").some(({ type }) => type === T.autoscale);
  if (!isOfSeason) return [];
  const [ahead, days] = /coveredUntil.*>=?\s*now\(\)\s*\+\s*(\d+)d\b/.exec(query) ?? [];
  return Number(days ?? 0) >= COVER_DAYS
    ? []
    : [
        violation(alert, at, ahead ?? shown(query), {
          required: `\`coveredUntil\` of ${COVER_DAYS} days ahead or more`,
          remedy: "Take the query of infra/datacenter/cover-query.ts.",
        }),
      ];
}

/** What asks Azure Resource Graph asks as somebody. Source: Learn, "Create a log search alert rule" (identity). */
function judgeIdentity(alert: Resource, query: string): readonly Finding[] {
  if (!/\barg\s*\(/.test(query)) return [];
  const must = {
    required: "an identity, as which Azure Resource Graph is asked",
    remedy: "Set `identity` to the watch's own, which may read what the query asks about.",
  };
  if (read(alert.inputs, "identity").kind === "unknown") return [unknown(alert, "identity", must)];
  return expectValue(alert, "identity.type", (type) => /Assigned/.test(String(type)), must);
}
