import type { ArmRequest, ArmResponse } from "../arm/control-plane.ts";
import type { Json, JsonObject } from "../json.ts";
import { askWithRetries } from "./retry.ts";

/** Whoever answers ARM requests. */
export interface Arm {
  handle(request: ArmRequest): Promise<ArmResponse>;
}

/** Azure's refusal of a request. */
export class ArmError extends Error {
  readonly status: number;
  /** e.g. `InUseSubnetCannotBeDeleted`. */
  readonly code: string;

  constructor(response: ArmResponse) {
    const error = errorOf(response.body);
    super([`Status=${response.status} ${describe(error)}`, ...details(error, "  ")].join("\n"));
    this.name = "ArmError";
    this.status = response.status;
    this.code = String(error.code ?? "");
  }
}

/** Asks for a document. @returns undefined if there is none (404). @throws ArmError */
export async function getDocument(arm: Arm, url: string): Promise<JsonObject | undefined> {
  const response = await ask(arm, { method: "GET", url });
  if (response.status === 404) return undefined;
  return bodyOf(response);
}

/** Sends a request and gives the document of its answer; an empty one where it has none. @throws ArmError */
export async function send(
  arm: Arm,
  method: ArmRequest["method"],
  url: string,
  body?: Json,
): Promise<JsonObject> {
  return bodyOf(await ask(arm, { method, url, ...(body === undefined ? {} : { body }) }));
}

/** Deletes; what is gone already is no error. @throws ArmError */
export async function deleteDocument(arm: Arm, url: string): Promise<void> {
  const response = await ask(arm, { method: "DELETE", url });
  if (response.status !== 404) bodyOf(response);
}

function ask(arm: Arm, request: ArmRequest): Promise<ArmResponse> {
  return askWithRetries((one) => arm.handle(one), request);
}

function bodyOf(response: ArmResponse): JsonObject {
  if (response.status >= 400) throw new ArmError(response);
  return asObject(response.body);
}

function errorOf(body: Json | undefined): JsonObject {
  const { error } = asObject(body);
  return asObject(error);
}

function describe(error: JsonObject): string {
  const code = `Code=${JSON.stringify(error.code ?? "Unknown")}`;
  const message = `Message=${JSON.stringify(error.message ?? "")}`;
  return error.target === undefined
    ? `${code} ${message}`
    : `${code} ${message} Target=${JSON.stringify(error.target)}`;
}

function details(error: JsonObject, indent: string): readonly string[] {
  const list = Array.isArray(error.details) ? error.details : [];
  return list
    .map(asObject)
    .flatMap((one) => [`${indent}${describe(one)}`, ...details(one, `${indent}  `)]);
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
