import type { Mutation } from "../mutation.ts";
import { BACKUP } from "./backup.ts";
import { EDGE } from "./edge.ts";
import { HELD_OUT } from "./held-out/index.ts";
import { NETWORK_ROWS } from "./network.ts";
import { ORACLE } from "./oracle.ts";
import { POSTGRESQL } from "./postgresql.ts";
import { SEASON_ROWS } from "./season.ts";
import { SECRETS } from "./secrets.ts";
import { ORACLE_STEPS, STEPS } from "./steps.ts";
import { STORAGE } from "./storage.ts";
import { WATCH_AND_ORDER } from "./watch-and-order.ts";
import { WEB } from "./web.ts";

/** The dangerous changes: of the resources first, then of what is done to them, and a second set apart. */
export const MUTATIONS: readonly Mutation[] = [
  ...WEB,
  ...SEASON_ROWS,
  ...EDGE,
  ...NETWORK_ROWS,
  ...POSTGRESQL,
  ...ORACLE,
  ...STORAGE,
  ...BACKUP,
  ...SECRETS,
  ...WATCH_AND_ORDER,
  ...STEPS,
  ...ORACLE_STEPS,
  ...HELD_OUT,
];
