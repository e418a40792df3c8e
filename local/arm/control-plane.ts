import { countReservations } from "../behaviours/compute/reservation-count.ts";
import { countsCalls, meetCall } from "../behaviours/faults/calls.ts";
import { Refusal } from "../behaviours/refusal.ts";
import type { Clock } from "../clock.ts";
import type { ArmSchema } from "../schema/arm-schema.ts";
import type { Store } from "../store/store.ts";
import { account } from "./account.ts";
import { logWrite } from "./administrative-log.ts";
import { advance, timeOf } from "./advance.ts";
import { type ArmRequest, type ArmResponse, errorResponse } from "./arm-message.ts";
import { typeOfRequest } from "./request-type.ts";
import { parseRequestUrl } from "./request-url.ts";
import { answerArm } from "./route.ts";
import { answerVault } from "./vault/vault-plane.ts";

export type { ArmRequest, ArmResponse } from "./arm-message.ts";

export interface ControlPlaneOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly schema: ArmSchema;
  /**
   * The IPv4 address from which vaults' data planes are called, so that their firewalls hold.
   * @default none: vaults' firewalls are not asked
   */
  readonly callerAddress?: string;
}

/**
 * Azure Resource Manager on this machine: a request in, the response that Azure would give out.
 * What is due by the request's instant has happened before it is answered; the request itself is one
 * transaction of the store.
 */
export class ControlPlane {
  readonly #options: ControlPlaneOptions;

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
  }

  /**
   * Never rejects for what a client did wrong: that is a response of status 4xx.
   *
   * @throws UserError when the store can't be read or written.
   */
  async handle(request: ArmRequest): Promise<ArmResponse> {
    const { store, schema, clock, callerAddress } = this.#options;
    const at = timeOf(store, clock);
    advance(store, at);
    const now = Temporal.Instant.fromEpochMilliseconds(at).toString();
    let path: string | undefined;
    try {
      const url = parseRequestUrl(request.url);
      if (url.vault !== undefined) {
        return await answerVault({ store, now, callerAddress }, request, url);
      }
      path = url.path;
      if (countsCalls(store)) {
        const call = { method: request.method, type: typeOfRequest(request, url), path };
        const fails = meetCall({ store, account, at }, call);
        if (fails !== undefined) throw fails;
      }
      const answer = (): ArmResponse => answerArm({ store, schema, account, now }, request, url);
      const reads = request.method === "GET" || request.method === "HEAD";
      if (reads) return store.snapshot(answer);
      return store.transaction(() => {
        const response = answer();
        countReservations(store, at);
        logWrite(store, at, request, url.path);
        return response;
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (path !== undefined) logWrite(store, at, request, path, error);
      return errorResponse(error);
    }
  }
}
