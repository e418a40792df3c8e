import * as z from "zod";
import { LIMITS } from "../limits.ts";
import { document, matching, section, text } from "./field.ts";

/**
 * An address as mail servers take it without quotes (RFC 5321, 4.1.2: Dot-string@Domain), in ASCII, at most
 * 64 characters before the @ and 254 in all.
 */
const EMAIL =
  /^(?=.{3,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

const email = text(
  {
    what: "An e-mail address.",
    allowed: "an e-mail address in ASCII, without a name around it",
    example: "duty@platform.example",
    meant: (received) => {
      if (typeof received !== "string") return undefined;
      const bare = received
        .trim()
        .replace(/^.*<([^<>]*)>$/, "$1")
        .replace(/^mailto:/i, "");
      return EMAIL.test(bare) ? bare : undefined;
    },
  },
  matching(EMAIL),
);

/** Schema of `watch`. */
export const watch = section("Who is told when the datacenter needs somebody.", {
  emails: document(z.array(email).min(1).max(LIMITS.dutyEmails), {
    what: "E-mail addresses of those on duty; alerts go to all of them. Azure writes to each new one, which must be confirmed within 30 minutes. Better a list's or a mailbox's address than a person's: that one stays when people change.",
    allowed: `a list of 1 to ${LIMITS.dutyEmails} e-mail addresses, each once`,
    example: "[duty@platform.example]",
  }),
});
