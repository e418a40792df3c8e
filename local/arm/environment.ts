import type { Account, Context } from "../behaviours/behaviour.ts";
import type { ArmSchema } from "../schema/arm-schema.ts";
import type { ResourceId } from "../store/resource-id.ts";
import type { ArmDocument, Store } from "../store/store.ts";

/** What one request is answered with. */
export interface Environment {
  readonly store: Store;
  readonly schema: ArmSchema;
  readonly account: Account;
  /** The instant of the request, ISO 8601 in UTC. */
  readonly now: string;
  /** The request's `$expand`. @default none */
  readonly expand?: string;
}

/** What a behaviour sees of a request on one resource. */
export function contextOf(
  { store, account, now, expand }: Environment,
  id: ResourceId,
  previous?: ArmDocument,
): Context {
  return {
    ...{ id, store, account, now },
    ...(previous === undefined ? {} : { previous }),
    ...(expand === undefined ? {} : { expand }),
  };
}
