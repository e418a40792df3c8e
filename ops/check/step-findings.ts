import type { Calendar } from "../../infra/season/calendar.ts";
import { StackExceptions } from "../../policies/exceptions/apply-exceptions.ts";
import type { Exception } from "../../policies/exceptions/read-exceptions.ts";
import { judgeSteps } from "../../policies/steps/judge-steps.ts";
import type { Step } from "../../policies/steps/step-policy.ts";
import { nameOf } from "../../policies/support/finding.ts";
import { lineOf } from "../../policies/support/message.ts";
import { readWorld } from "../../policies/support/world.ts";
import type { CheckFinding } from "./finding.ts";

/** By what a preview's steps are judged. */
export interface StepsOf {
  readonly stack: string;
  /** The project's folder. */
  readonly root: string;
  readonly exceptions: readonly Exception[];
  readonly today: Temporal.PlainDate;
  /** Of what stood before: a change that moves a grade period is judged by the old one too. @default none */
  readonly calendarsBefore?: readonly Calendar[];
}

/** What is found in a preview's steps, which no pack is shown. */
export async function stepFindings(
  steps: readonly Step[],
  { stack, root, exceptions, today, calendarsBefore = [] }: StepsOf,
): Promise<readonly CheckFinding[]> {
  const { plan, calendars: now } = await readWorld(stack, undefined, root);
  const calendars = [...now, ...calendarsBefore];
  const urn = `urn:pulumi:${stack}::gradetide::pulumi:pulumi:Stack::gradetide-${stack}`;
  const own = new StackExceptions(exceptions, stack, today);
  return judgeSteps({ urn, steps, plan, calendars, exceptions: own }).map(
    ({ policy, finding }) => ({
      policy: policy.id,
      title: policy.title,
      severity: policy.severity,
      kind: finding.kind,
      control: policy.control,
      urn: finding.urn,
      resource: nameOf(finding.urn),
      what: lineOf(finding),
      required: finding.required,
      remedy: finding.remedy,
    }),
  );
}
