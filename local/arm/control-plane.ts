import type { Clock } from "../clock.ts";
import type { Json } from "../json.ts";
import type { ArmSchema } from "../schema/arm-schema.ts";
import type { Store } from "../store/store.ts";

/** One request to Azure Resource Manager or to a vault's data plane. */
export interface ArmRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "PATCH" | "DELETE" | "POST";
  /** "/subscriptions/…?api-version=…", or an absolute https URL of a vault. */
  readonly url: string;
  readonly body?: Json;
}

/** An error's body is `{ error: { code, message, target?, details? } }`. */
export interface ArmResponse {
  readonly status: number;
  readonly body?: Json;
}

export interface ControlPlaneOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly schema: ArmSchema;
}

/** Azure Resource Manager on this machine: a request in, the response that Azure would give out. */
export class ControlPlane {
  readonly #options: ControlPlaneOptions;

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
  }

  /** Never rejects for what a client did wrong: that is a response of status 4xx. */
  async handle(request: ArmRequest): Promise<ArmResponse> {
    throw new Error(`not built yet: ${request.method} ${this.#options.clock.now()}`);
  }
}
