import type { ArmDocument, Store } from "../../store/store.ts";

/** What one request to a vault's data plane is answered with. */
export interface VaultEnvironment {
  readonly store: Store;
  readonly vault: ArmDocument;
  /** The instant of the request, ISO 8601 in UTC. */
  readonly now: string;
}
