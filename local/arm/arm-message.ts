import type { Refusal } from "../behaviours/refusal.ts";
import type { Json } from "../json.ts";

/** One request to Azure Resource Manager or to a vault's data plane. */
export interface ArmRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "PATCH" | "DELETE" | "POST";
  /** "/subscriptions/…?api-version=…", or an absolute https URL of ARM or of a vault. */
  readonly url: string;
  readonly body?: Json;
}

/** An error's body is `{ error: { code, message, target?, details? } }`. */
export interface ArmResponse {
  readonly status: number;
  readonly body?: Json;
  /** Seconds, as the header Retry-After has them. @default there is no such header */
  readonly retryAfter?: number;
}

/** A refusal as a client sees it. */
export function errorResponse(refusal: Refusal): ArmResponse {
  const { code, message, status, target, details, retryAfter } = refusal;
  return {
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    body: {
      error: {
        code,
        message,
        ...(target === undefined ? {} : { target }),
        ...(details.length === 0 ? {} : { details: details.map((detail) => ({ ...detail })) }),
      },
    },
  };
}
