import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

export const watchOnDuty: StackPolicy = {
  id: "watch-on-duty",
  title:
    "There is an action group, switched on, that writes to somebody; together they write to all whom the settings name, and to nobody else.",
  why: "An alert that nobody gets is none.",
  severity: "mandatory",
  control: control("A.5.26"),
  example: { violation: "emailReceivers: []", remedy: "watch.emails with those on duty" },
  checkStack(stack) {
    const remedy = "Name those on duty in `watch.emails`.";
    const groups = ofType(stack, T.actionGroup);
    if (groups.length === 0) {
      return [violation(stack, "", "without an action group", { required: "one", remedy })];
    }
    const reached = groups.flatMap(addressesOf);
    const { emails, phones } = stack.settings.watch;
    const isUnsure = groups.some(({ inputs }) =>
      LISTS.some((list) => read(inputs, list).kind === "unknown"),
    );
    return [
      ...groups.flatMap((group) => judgeGroup(group, [...emails, ...phones].map(plain))),
      ...[...emails, ...phones]
        .filter((one) => !isUnsure && !reached.some(({ address }) => address === plain(one)))
        .map(() =>
          // The address is not shown: it is somebody's.
          violation(stack, "", "without an address of the settings", {
            required: "each address and telephone of `watch` in an action group",
            remedy,
          }),
        ),
    ];
  },
};

const LISTS = ["emailReceivers", "smsReceivers"] as const;

function judgeGroup(group: Resource, known: readonly string[]): readonly Finding[] {
  const remedy = "Name those on duty in `watch.emails` and `watch.phones`.";
  return [
    ...expectValue(group, "enabled", is(true), {
      required: "true",
      remedy: "Set `enabled` to true.",
    }),
    ...(isToldTo(group)
      ? []
      : [
          violation(group, "emailReceivers", "nobody", {
            required: "at least one address",
            remedy,
          }),
        ]),
    ...addressesOf(group)
      .filter(({ address }) => !known.includes(address))
      .map(({ path }) =>
        violation(group, path, "an address that the settings do not name", {
          required: "one of `watch.emails` or `watch.phones`",
          remedy,
        }),
      ),
  ];
}

/** Whom a group writes to, as far as it is known. */
function addressesOf({
  inputs,
}: Resource): readonly { readonly path: string; readonly address: string }[] {
  return [
    ...items(inputs, "emailReceivers").map(({ path, value }) => ({
      path: `${path}.emailAddress`,
      address: plain(textAt(value, "emailAddress") ?? ""),
    })),
    ...items(inputs, "smsReceivers").map(({ path, value }) => ({
      path: `${path}.phoneNumber`,
      address: plain(`+${textAt(value, "countryCode") ?? ""}${textAt(value, "phoneNumber") ?? ""}`),
    })),
  ];
}

/** An address in small letters, a telephone without spaces. */
function plain(address: string): string {
  return address.toLowerCase().replace(/[\s()-]+(?=\d)/g, "");
}

/** Somebody has an address, or is woken by telephone. */
function isToldTo({ inputs }: Resource): boolean {
  return (
    items(inputs, "emailReceivers").some(({ value }) =>
      textAt(value, "emailAddress")?.includes("@"),
    ) || items(inputs, "smsReceivers").length > 0
  );
}
