import * as z from "zod";
import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { document, matching, section, text, wholeNumber } from "./field.ts";

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

/**
 * A telephone's number as people write it between countries: country code, space, the rest.
 * Source: ITU-T E.164 (three digits of country at most, fifteen in all).
 */
const PHONE = /^\+[1-9]\d{0,2} [1-9]\d{3,13}$/;

const phone = text(
  {
    what: "A telephone that takes text messages.",
    allowed: "`+`, the country's code, a space, and the number's other digits without a leading 0",
    example: "'+46 701234567'",
  },
  (value) => {
    if (PHONE.test(value) && value.replace(/\D/g, "").length <= LIMITS.phoneDigits)
      return undefined;
    const [, country = "", rest = ""] = /^\s*\+(\d{1,3})[ ()-]+0?([\d ()-]+)$/.exec(value) ?? [];
    const meant = `+${country} ${rest.replace(/\D/g, "")}`;
    return PHONE.test(meant) && meant !== value ? { instead: JSON.stringify(meant) } : {};
  },
);

/** Schema of `watch`. */
export const watch = section("Who is told when the datacenter needs somebody.", {
  emails: document(z.array(email).min(1).max(LIMITS.dutyEmails), {
    what: "E-mail addresses of those on duty; alerts go to all of them. Azure writes to each new one, which must be confirmed within 30 minutes. Better a list's or a mailbox's address than a person's: that one stays when people change.",
    allowed: `a list of 1 to ${LIMITS.dutyEmails} e-mail addresses, each once`,
    example: "[duty@platform.example]",
  }),
  phones: document(
    z
      .array(phone)
      .max(LIMITS.dutyPhones)
      .default([...DEFAULTS.watch.phones]),
    {
      what: "Telephones that are also sent a text message, day and night, by what can't wait for the morning: alerts of severity 0 and 1. Each number is told that it was added.",
      allowed: `a list of at most ${LIMITS.dutyPhones} numbers with their country's code, each once`,
      example: "['+46 701234567']",
    },
  ),
  retentionDays: wholeNumber({
    ...LIMITS.logRetentionDays,
    of: "days",
    what: "How long logs are kept. They hold addresses of pupils and parents: no longer than they are needed.",
    example: "90",
  }).default(DEFAULTS.watch.retentionDays),
});
