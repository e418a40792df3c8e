import type { Finding } from "../finding.ts";
import type { Salvaged } from "../salvage.ts";
import type { Datacenter } from "../schema/datacenter.ts";

/** What a rule sees. */
export interface RuleInput {
  /** The settings, with everything that is wrong by itself left out. */
  readonly settings: Salvaged<Datacenter>;
  /** The settings as they were written, wrong or not. */
  readonly written: unknown;
  /** The day for which the datacenter is planned. */
  readonly today: Temporal.PlainDate;
}

/** Finds what is wrong between fields. Pure; says nothing about what is wrong with one field alone. */
export type Rule = (input: RuleInput) => readonly Finding[];
