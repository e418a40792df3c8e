import { countReservations } from "../behaviours/compute/reservation-count.ts";
import { countsCalls, meetCall } from "../behaviours/faults/calls.ts";
import { Refusal } from "../behaviours/refusal.ts";
import type { Clock } from "../clock.ts";
import type { ArmSchema } from "../schema/arm-schema.ts";
import type { Store } from "../store/store.ts";
import { timeOf } from "../stored-clock.ts";
import { account } from "./account.ts";
import { logWrite } from "./administrative-log.ts";
import { advance } from "./advance.ts";
import { type ArmRequest, type ArmResponse, errorResponse } from "./arm-message.ts";
import { changeNow, readNow } from "./present.ts";
import { typeOfRequest } from "./request-type.ts";
import { parseRequestUrl, type RequestUrl } from "./request-url.ts";
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
 * What is due by the request's instant has happened before it is answered; a request that may change
 * something is one transaction of the store, with its entry in the log.
 */
export class ControlPlane {
  readonly #options: ControlPlaneOptions;

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
  }

  /**
   * Never rejects for what a client did wrong: that is a response of status 4xx.
   *
   * @throws UserError when the store can't be read or written, or time can't go on.
   */
  async handle(request: ArmRequest): Promise<ArmResponse> {
    try {
      const url = parseRequestUrl(request.url);
      if (url.vault !== undefined) return await this.#askVault(request, url);
      const reads = request.method === "GET" || request.method === "HEAD";
      return reads ? this.#read(request, url) : this.#write(request, url);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return errorResponse(error);
    }
  }

  #read(request: ArmRequest, url: RequestUrl): ArmResponse {
    const { store, clock } = this.#options;
    advance(store, timeOf(store, clock));
    const fails = countsCalls(store)
      ? changeNow(this.#options, (at) => this.#meet(request, url, at))
      : undefined;
    if (fails !== undefined) throw fails;
    return readNow(this.#options, (at) => this.#answer(request, url, at));
  }

  /** A refusal undoes what the request had written, and is logged. */
  #write(request: ArmRequest, url: RequestUrl): ArmResponse {
    const { store } = this.#options;
    return changeNow(this.#options, (at) => {
      try {
        const fails = countsCalls(store) ? this.#meet(request, url, at) : undefined;
        if (fails !== undefined) throw fails;
        return store.transaction(() => {
          const response = this.#answer(request, url, at);
          countReservations(store, at);
          logWrite(store, at, request, url.path);
          return response;
        });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        logWrite(store, at, request, url.path, error);
        return errorResponse(error);
      }
    });
  }

  #meet(request: ArmRequest, url: RequestUrl, at: number): Refusal | undefined {
    const call = { method: request.method, type: typeOfRequest(request, url), path: url.path };
    return meetCall({ store: this.#options.store, account, at }, call);
  }

  #answer(request: ArmRequest, url: RequestUrl, at: number): ArmResponse {
    const { store, schema } = this.#options;
    return answerArm({ store, schema, account, now: instantText(at) }, request, url);
  }

  /** Making a key takes time, so the vault asks for the instant whenever it needs it. */
  #askVault(request: ArmRequest, url: RequestUrl): Promise<ArmResponse> {
    const { store, clock, callerAddress } = this.#options;
    advance(store, timeOf(store, clock));
    const options = {
      store,
      callerAddress,
      get now() {
        return instantText(timeOf(store, clock));
      },
    };
    return answerVault(options, request, url);
  }
}

function instantText(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}
