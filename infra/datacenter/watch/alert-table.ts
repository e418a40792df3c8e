import { ALERTS, type AlertWords, SEVERITIES } from "./alert-names.ts";

/** The text of docs/runbooks/README.md: who is told how, and every alert with its runbook. */
export function renderAlertTable(): string {
  const alerts: readonly (readonly [string, AlertWords])[] = Object.entries(ALERTS);
  return [
    "# Runbooks",
    "",
    "<!-- Generated from infra/datacenter/watch by `node infra/datacenter/watch/write-alert-table.ts`. Edits are lost. -->",
    "",
    INTRODUCTION,
    "",
    "| severity | what it means |",
    "| --- | --- |",
    ...Object.entries(SEVERITIES).map(([severity, words]) => `| ${severity} | ${words} |`),
    "",
    "| message | severity | runbook | fires when | why then |",
    "| --- | --- | --- | --- | --- |",
    ...alerts.map(
      ([, { because, runbook, severity, title, when }]) =>
        `| ${title} | ${severity} | [${runbook}](${runbook}.md) | ${when} | ${because} |`,
    ),
    "",
    BUDGET,
    "",
  ].join("\n");
}

const INTRODUCTION = `What whoever is on duty does, one file a subject: what fired, what users notice, where to look first, how to mend it, who
decides, and when it is over. \`STACK\` stands for the stack's name (\`prod-se\`), other words in capitals for what the commands before
them print. Where a command changes something by hand, the settings are to follow: the next \`pulumi up\` puts back what they say.

Who is on duty stands in \`Pulumi.STACK.yaml\`, \`watch\`: all alerts go to its e-mail addresses, and those of severity 0 and 1 to its
telephones too, at any hour (decision 0010). An alert without a runbook is refused before anything is deployed.`;

const BUDGET = `Microsoft Cost Management writes besides when 80 or 100 % of a month's budget are spent, or are forecast to be: [budget](budget.md).`;
