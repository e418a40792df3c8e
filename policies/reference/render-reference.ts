import type { ConfigField, PolicyText } from "../support/policy.ts";

/** What people call the topics: the first word of a policy's id. */
const TOPICS: Readonly<Record<string, string>> = {
  web: "Web tier",
  season: "Season",
  edge: "Edge",
  network: "Network",
  data: "Data",
  database: "Database",
  machine: "Machines of the database",
  storage: "Storage",
  backup: "Backup",
  secrets: "Secrets",
  watch: "Watch",
  order: "Order",
  steps: "What `gradetide check` judges over a preview's steps",
};

/** docs/policies.md, from the policies themselves. */
export function renderReference(policies: readonly PolicyText[]): string {
  const byTopic = Map.groupBy(policies, ({ id }) => id.split("-")[0] ?? "");
  return [
    "<!-- Generated from policies/ by `npm run generate`. Do not edit. -->",
    "# Policies",
    "",
    `${policies.length} policies. A mandatory one stops a deployment and a pull request; an advisory one is told.`,
    "",
    "- On any stack: `pulumi preview --policy-pack policies`, or `npx gradetide local preview --stack prod-se --policy-pack policies`.",
    "- For a pull request: `npx gradetide check` previews every stack under them, against the merge base put up on a fresh",
    "  local Azure, and judges the steps too. It looks at no cloud: drift in production is not seen.",
    "- It is the pull request's own policies that judge it. Where it changes them, `check` names the files, and only a person",
    "  can say whether that is right: let the branch's protection ask their owners for a review of policies/, infra/settings/,",
    "  infra/season/, data/calendars/, ops/, local/, .github/workflows/, Pulumi.yaml, package.json and package-lock.json.",
    "- For a deployment: deploy-stack.yml lets `check STACK --events FILE` judge the steps of the preview whose plan is applied,",
    "  on the day of that preview: what a pull request was allowed to interrupt then may lie in a grade period now.",
    "- Severities, thresholds and lists are Pulumi's policy config: policies/config.json, with a policy's id as key. The",
    "  workflows give it to Pulumi (`--policy-pack-config`), and `check` takes it where `--config` names no other.",
    "- What somebody decided to live with stands in policies/exceptions.yaml: policy, stack, one resource, reason, who",
    "  decided, and the day from which it no longer holds. One that is over, or that nothing needs, is a finding.",
    "- What a preview can't know is told as such, and judged when it is applied. Where a policy wants evidence that is not",
    '  there, it says "No evidence" and does not pass.',
    "- Absent counts as a violation, unless Azure's own default is safe.",
    "",
    "| policy | severity | demands |",
    "| --- | --- | --- |",
    ...policies.map(
      ({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${cell(title)} |`,
    ),
    ...[...byTopic].flatMap(([topic, some]) => [
      "",
      `## ${TOPICS[topic] ?? topic}`,
      ...some.flatMap(renderPolicy),
    ]),
    "",
  ].join("\n");
}

function renderPolicy(policy: PolicyText): readonly string[] {
  const { id, title, why, severity, control, example, config } = policy;
  return [
    "",
    `### ${id}`,
    `${title}`,
    "",
    `- Why: ${why}`,
    `- Severity: ${severity}`,
    `- ISO 27001:2022: ${control}`,
    `- Breaks it: ${example.violation}`,
    `- Mends it: ${example.remedy}`,
    ...Object.entries(config ?? {}).map(renderField),
  ];
}

function renderField([name, field]: [string, ConfigField]): string {
  const range = field.minimum === undefined ? "" : `, ${field.minimum} to ${field.maximum}`;
  const value = Array.isArray(field.default)
    ? field.default.map((one) => `\`${one}\``).join(", ") || "none"
    : String(field.default);
  return `- Setting \`${name}\` (${field.type}${range}): ${field.description} Default: ${value}.`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
