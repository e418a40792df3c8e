/**
 * Changes with why they are not caught by exactly the rule that they name, as it looks from outside: whoever wrote the
 * list had not read the policies. A change that is caught must leave the list.
 */
interface Missed {
  readonly why: string;
  readonly titles: readonly string[];
}

const MISSED: readonly Missed[] = [
  {
    why: "Held out: nothing looks at it yet.",
    // The most dangerous first.
    titles: [
      "hands the vault to another tenant's directory",
      "gives staging's clones the name of production's",
      "takes the Icelandic address's label",
      "calls production's vault staging's",
      "books Sweden's storage on Iceland's cost centre",
    ],
  },
  {
    why: "Held out: it is refused, but by other policies than those of the rule that it names, or by more.",
    titles: [
      "lets the school mornings begin by universal time, an hour late",
      "opens the grades by Iceland's clocks, an hour late",
      "scales production's clones by staging's plan",
      "sends requests to a port on which no clone listens",
      "gives the group of alerts the name of Iceland's",
      "puts up a rule beside the group that it belongs to",
    ],
  },
];

/** By title. */
export const KNOWN_MISSES: ReadonlyMap<string, string> = new Map(
  MISSED.flatMap(({ why, titles }) => titles.map((title): [string, string] => [title, why])),
);
