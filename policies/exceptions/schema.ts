import * as z from "zod";
import { date, words } from "../../infra/settings/calendars/schema.ts";
import { document, matching, section, text } from "../../infra/settings/schema/field.ts";

const exception = section("One thing that somebody decided to live with.", {
  policy: text(
    {
      what: "The policy's id.",
      allowed: "a policy's id, as docs/policies.md lists them",
      example: "secrets-private",
    },
    matching(/^[a-z][a-z0-9-]{0,63}$/),
  ),
  stack: text(
    { what: "The stack's name.", allowed: "a stack's name", example: "prod-is" },
    matching(/^[A-Za-z0-9_.-]{1,100}$/),
  ),
  resource: text(
    {
      what: "The resource's logical name: what stands before the colon in the finding.",
      allowed: "one resource's logical name, without a star",
      example: "prod-is-secrets-vault",
    },
    matching(/^[^*\s]{1,200}$/),
  ),
  reason: words("Why it is right to live with it.", "until the municipality has moved"),
  decidedBy: words("Who decided it: a role, as names are personal data.", "head of operations"),
  expires: date("The day from which it no longer holds.", "2027-03-31"),
});

/** The schema of policies/exceptions.yaml. */
export const exceptions = section("What people decided to live with.", {
  exceptions: document(z.array(exception).default([]), {
    what: "The exceptions.",
    allowed: "a list of exceptions, or []",
    example: "[]",
  }),
});

export type WrittenExceptions = z.output<typeof exceptions>;
