import { KEPT } from "../../tier.ts";

/** Which of production's three machines one is. The first two say what it starts as: the roles change at a failover. */
export type GuardRole = "primary" | "standby" | "observer";

/** Which machine of the database one is: production's, or staging's only one. */
export type MachineRole = GuardRole | "staging";

/** The tier that a machine and its parts belong to. */
export function tierOf(role: MachineRole): "staging" | "database" {
  return role === "staging" ? "staging" : "database";
}

/** What holds data is protected, and stays in Azure when it leaves the program. Staging's is a copy. */
export function keptAs(role: MachineRole): Partial<typeof KEPT> {
  return role === "staging" ? {} : KEPT;
}
