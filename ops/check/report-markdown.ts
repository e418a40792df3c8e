import { changeRows } from "./change-rows.ts";
import { allFindings, type CheckFinding, type CheckResult, type JudgedStack } from "./finding.ts";
import { JUDGES_CHANGED, summary, WHERE_TO_READ } from "./report-text.ts";

/** The comment of a pull request is found again by this. */
export const COMMENT_MARK = "<!-- gradetide check -->";

/** Characters that a comment on GitHub has at most, less some for the last line. */
const MOST_CHARACTERS = 65_000;

/** Rows of changes that are shown for a stack; the rest is counted. */
const MOST_CHANGES = 40;

/**
 * The comment on a pull request: findings first, then what would change, what it does to the season's plan
 * and to what is paid in a month, and nothing else.
 */
export function markdownReport(result: CheckResult): string {
  const findings = allFindings(result);
  const judged = result.stacks.filter((one) => one.state === "judged");
  const stopped = findings.some(({ severity }) => severity === "mandatory");
  const ofWhat = judged.length === result.stacks.length ? "" : " in the stacks that were judged";
  const text = [
    COMMENT_MARK,
    `**${summary(result)}**`,
    ...result.stacks.flatMap((one) =>
      one.state === "failed"
        ? ["", `### ${one.stack} could not be judged`, ...fenced(one.problem)]
        : [],
    ),
    ...section(
      "What stops it",
      findings.filter(({ severity }) => severity === "mandatory"),
    ),
    ...section(
      "Told, and stops nothing",
      findings.filter(({ severity }) => severity === "advisory"),
    ),
    ...judges(result),
    ...(judged.length === 0 ? [] : consequences(judged, ofWhat)),
    "",
    `<sub>Measured against ${result.base}.${result.seesDrift ? "" : " Drift in production is not seen."} ${stopped ? `${WHERE_TO_READ} ` : ""}There is no price list in data/: machines are counted in hours.</sub>`,
  ].join("\n");
  return text.length <= MOST_CHARACTERS
    ? text
    : `${text.slice(0, MOST_CHARACTERS)}\n\n… and more than a comment holds: run \`npx gradetide check\`.`;
}

/** What the change does, as far as it is known: nothing is said of a stack that could not be judged. */
function consequences(judged: readonly JudgedStack[], ofWhat: string): readonly string[] {
  return [
    ...changes(judged),
    ...listed(
      "Season",
      judged,
      ({ season }) => season,
      `The season's plan stays as it is${ofWhat}.`,
    ),
    ...listed(
      "A month's machines",
      judged,
      ({ cost }) => cost,
      `What is paid by the hour stays as it is${ofWhat}.`,
    ),
  ];
}

type Found = CheckFinding & { readonly stack: string };

/** Findings by policy: what is said of the policy is said once. */
function section(title: string, findings: readonly Found[]): readonly string[] {
  if (findings.length === 0) return [];
  const byPolicy = Map.groupBy(findings, ({ policy, required }) => `${policy}\n${required}`);
  return [
    "",
    `### ${title}`,
    ...[...byPolicy.values()].flatMap((some) => {
      const [first] = some as [Found, ...Found[]];
      return [
        "",
        `**${first.policy}** · ${escaped(first.title)} (ISO 27001:2022 ${first.control})`,
        ...some.map(({ stack, what }) => `- ${stack}: ${escaped(what)}`),
        `- Required: ${escaped(first.required)}`,
        `- Remedy: ${escaped(first.remedy)}`,
      ];
    }),
  ];
}

function judges({ judges: files }: CheckResult): readonly string[] {
  if (files.length === 0) return [];
  return ["", "### Who judges", `${JUDGES_CHANGED}:`, ...files.map((file) => `- ${code(file)}`)];
}

function changes(stacks: readonly JudgedStack[]): readonly string[] {
  return [
    "",
    "### What would change",
    ...stacks.flatMap(({ stack, changes: all }) => {
      if (all.length === 0) return [`- ${stack}: nothing`];
      const every = changeRows(all);
      const rows = every
        .slice(0, MOST_CHANGES)
        .map(
          ({ sign, resource, properties }) =>
            `  - \`${sign}\` ${resource}${properties.length === 0 ? "" : `: ${properties.map(code).join(", ")}`}`,
        );
      const more = every.length - rows.length;
      return [`- ${stack}:`, ...rows, ...(more > 0 ? [`  - and ${more} more`] : [])];
    }),
  ];
}

function listed(
  title: string,
  stacks: readonly JudgedStack[],
  of: (stack: JudgedStack) => readonly string[],
  nothing: string,
): readonly string[] {
  const lines = stacks.flatMap((one) => of(one).map((line) => `- ${one.stack}: ${line}`));
  return ["", `### ${title}`, ...(lines.length === 0 ? [nothing] : lines)];
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** A problem quotes what the change itself wrote: no fence of its own ends ours. */
function fenced(text: string): readonly string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, text, fence];
}

/** What comes from a resource is text and no markup; it mentions nobody. */
function escaped(text: string): string {
  return text.replaceAll(/[\\*_<>[\]|#~]/g, "\\$&").replaceAll("@", "@\u200b");
}
