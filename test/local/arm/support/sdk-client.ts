import type { ArmRequest } from "../../../../local/arm/arm-message.ts";
import type { ControlPlane } from "../../../../local/arm/control-plane.ts";
import type { Json } from "../../../../local/json.ts";

/** What Microsoft's clients hand to their HTTP client, as far as it is needed here. */
interface PipelineRequest {
  readonly url: string;
  readonly method: string;
  readonly body?: unknown;
}

interface PipelineResponse {
  readonly request: PipelineRequest;
  readonly status: number;
  readonly headers: unknown;
  readonly bodyAsText: string;
}

/** Options that make a client of Microsoft's SDK ask the local Azure instead of the network. */
export function inProcess(plane: ControlPlane): {
  httpClient: { sendRequest(request: PipelineRequest): Promise<PipelineResponse> };
} {
  return {
    httpClient: {
      async sendRequest(request) {
        const { status, body } = await plane.handle({
          method: request.method as ArmRequest["method"],
          url: request.url,
          ...(typeof request.body === "string" ? { body: JSON.parse(request.body) as Json } : {}),
        });
        return {
          request,
          status,
          headers: Object.assign(new Map([["content-type", "application/json"]]), {
            toJSON: () => ({ "content-type": "application/json" }),
          }),
          bodyAsText: body === undefined ? "" : JSON.stringify(body),
        };
      },
    },
  };
}

/** A credential that no one checks. */
export const credential = {
  getToken: async () => ({ token: "local", expiresOnTimestamp: Date.now() + 3_600_000 }),
};
