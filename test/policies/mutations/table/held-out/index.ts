import type { Mutation } from "../../mutation.ts";
import { HELD_OUT_BACKUP } from "./backup.ts";
import { HELD_OUT_EDGE } from "./edge.ts";
import { HELD_OUT_NETWORK } from "./network.ts";
import { HELD_OUT_ORACLE } from "./oracle.ts";
import { HELD_OUT_ORDER } from "./order.ts";
import { HELD_OUT_POSTGRESQL } from "./postgresql.ts";
import { HELD_OUT_SEASON } from "./season.ts";
import { HELD_OUT_SECRETS } from "./secrets.ts";
import { HELD_OUT_STEPS } from "./steps.ts";
import { HELD_OUT_STORAGE } from "./storage.ts";
import { HELD_OUT_WATCH } from "./watch.ts";
import { HELD_OUT_WEB } from "./web.ts";

/**
 * A second set of changes, written on 2026-11-25 after the policies had been mended against the first one, by somebody
 * who had read neither the policies nor what they caught: it says how the policies do on what nobody has thought of.
 * At first sight they caught 149 of 279 by exactly the rule that is named, and 10 more by others; 120 passed.
 */
export const HELD_OUT: readonly Mutation[] = [
  ...HELD_OUT_WEB,
  ...HELD_OUT_SEASON,
  ...HELD_OUT_EDGE,
  ...HELD_OUT_NETWORK,
  ...HELD_OUT_POSTGRESQL,
  ...HELD_OUT_ORACLE,
  ...HELD_OUT_STORAGE,
  ...HELD_OUT_BACKUP,
  ...HELD_OUT_SECRETS,
  ...HELD_OUT_WATCH,
  ...HELD_OUT_ORDER,
  ...HELD_OUT_STEPS,
];
