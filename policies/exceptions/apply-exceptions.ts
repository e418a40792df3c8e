import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { type Finding, nameOf } from "../support/finding.ts";
import type { PolicyText } from "../support/policy.ts";
import type { Exception } from "./read-exceptions.ts";

/** The finding that an exception is over, or that nothing needs it. */
export const orderExceptions: PolicyText = {
  id: "order-exceptions",
  title: "An exception holds until its day, a year ahead at most, and goes with what it was for.",
  why: "What was to be for a while stays for ever, and one day it hides something else.",
  severity: "mandatory",
  control: control("A.8.32"),
  example: {
    violation: "expires: 2026-10-31, in November; or an exception that nothing needs",
    remedy: "mend what it was for, or decide anew; take out what nothing needs",
  },
};

/** Years ahead in which an exception may end: what is for longer is a rule, and is changed as one. */
const MOST_YEARS = 1;

/** The exceptions of one stack, and which of them were needed. */
export class StackExceptions {
  readonly #exceptions: readonly Exception[];
  readonly #today: Temporal.PlainDate;
  readonly #used = new Set<Exception>();

  constructor(exceptions: readonly Exception[], stack: string, today: Temporal.PlainDate) {
    this.#exceptions = exceptions.filter((one) => one.stack === stack);
    this.#today = today;
  }

  /** Whether a finding is one to live with today. What can't be judged yet needs no exception. */
  covers(policy: string, { urn, kind }: Finding): boolean {
    if (kind === "unknown") return false;
    const found = this.#exceptions.find(
      (one) => one.policy === policy && one.resource === nameOf(urn),
    );
    if (found === undefined) return false;
    this.#used.add(found);
    return !this.#isOver(found);
  }

  /**
   * Exceptions that are over, and those that nothing needed.
   *
   * @param stack where they are found.
   * @param judged ids of the policies that were asked: of others nobody knows what they would need.
   */
  findings(stack: { readonly urn: string }, judged: ReadonlySet<string>): readonly Finding[] {
    return this.#exceptions
      .filter(({ policy }) => judged.has(policy))
      .flatMap((one) => {
        const of = `the exception of ${one.policy} for ${one.resource}`;
        if (this.#isOver(one)) {
          return [
            violation(stack, "", `${of} is over since ${one.expires}`, {
              required: "an exception that holds",
              remedy: "Mend what it was for; else let whoever decides decide anew, with a new day.",
            }),
          ];
        }
        const last = this.#today.add({ years: MOST_YEARS });
        if (Temporal.PlainDate.compare(one.expires, last) > 0) {
          return [
            violation(stack, "", `${of} holds until ${one.expires}`, {
              required: `an end within ${MOST_YEARS} year, at the latest ${last}`,
              remedy: "Let it end sooner. What is right for good belongs into the policy itself.",
            }),
          ];
        }
        if (this.#used.has(one)) return [];
        return [
          violation(stack, "", `${of} is needed by nothing`, {
            required: "exceptions for what is found",
            remedy: "Take it out of policies/exceptions.yaml.",
          }),
        ];
      });
  }

  #isOver({ expires }: Exception): boolean {
    return Temporal.PlainDate.compare(this.#today, expires) >= 0;
  }
}
