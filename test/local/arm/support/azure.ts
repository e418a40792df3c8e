import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { account } from "../../../../local/arm/account.ts";
import type { ArmRequest, ArmResponse } from "../../../../local/arm/arm-message.ts";
import { ControlPlane, type ControlPlaneOptions } from "../../../../local/arm/control-plane.ts";
import {
  asObject,
  objectAt,
  objectsAt,
  textAt,
} from "../../../../local/behaviours/support/json.ts";
import type { Clock } from "../../../../local/clock.ts";
import type { Json, JsonObject } from "../../../../local/json.ts";
import { armSchema } from "../../../../local/schema/arm-types.ts";
import { Store } from "../../../../local/store/store.ts";

/** The API version of each namespace, or of a type that has another one, as the committed table has them. */
const VERSIONS: Readonly<Record<string, string>> = {
  "microsoft.resources": "2024-03-01",
  "microsoft.network": "2024-05-01",
  "microsoft.network/privatednszones": "2024-06-01",
  "microsoft.storage": "2024-01-01",
  "microsoft.recoveryservices": "2024-10-01",
  "microsoft.dataprotection": "2025-01-01",
  "microsoft.compute": "2024-11-01",
  "microsoft.compute/disks": "2024-03-02",
  "microsoft.insights": "2021-05-01-preview",
  "microsoft.insights/actiongroups": "2024-10-01-preview",
  "microsoft.insights/scheduledqueryrules": "2025-01-01-preview",
  "microsoft.insights/metricalerts": "2018-03-01",
  "microsoft.insights/activitylogalerts": "2020-10-01",
  "microsoft.insights/workbooks": "2023-06-01",
  "microsoft.insights/datacollectionrules": "2022-06-01",
  "microsoft.insights/datacollectionruleassociations": "2022-06-01",
  "microsoft.consumption": "2024-08-01",
  "microsoft.operationalinsights": "2023-09-01",
  "microsoft.dbforpostgresql": "2025-08-01",
  "microsoft.keyvault": "2024-11-01",
  "microsoft.managedidentity": "2023-01-31",
  "microsoft.authorization": "2022-04-01",
};

export const SUBSCRIPTION = `/subscriptions/${account.subscriptionId}`;
export const START = "2026-11-23T08:00:00Z";

/** A clock that stands still until it is turned. */
export class TurnedClock implements Clock {
  #now = Temporal.Instant.from(START);

  now(): Temporal.Instant {
    return this.#now;
  }

  turn(duration: Temporal.DurationLike): void {
    this.#now = this.#now.toZonedDateTimeISO("UTC").add(duration).toInstant();
  }
}

/** A local Azure of a test's own, in a folder that goes with it. */
export class TestAzure {
  readonly folder = mkdtempSync(join(tmpdir(), "gradetide-azure-"));
  readonly clock = new TurnedClock();
  readonly store = new Store(join(this.folder, "azure.db"));
  readonly plane: ControlPlane;

  constructor(options: Partial<ControlPlaneOptions> = {}) {
    this.plane = new ControlPlane({
      store: this.store,
      clock: this.clock,
      schema: armSchema(),
      ...options,
    });
  }

  request(method: ArmRequest["method"], id: string, body?: Json): Promise<ArmResponse> {
    const url = id.includes("api-version=")
      ? id
      : `${id}${id.includes("?") ? "&" : "?"}${version(id)}`;
    return this.plane.handle({ method, url, ...(body === undefined ? {} : { body }) });
  }

  /** A PUT that has to succeed; the document. */
  async put(id: string, body: JsonObject): Promise<JsonObject> {
    return this.#document(await this.request("PUT", id, body));
  }

  async get(id: string): Promise<JsonObject> {
    return this.#document(await this.request("GET", id));
  }

  async list(id: string): Promise<JsonObject[]> {
    return objectsAt(await this.get(id), "value");
  }

  async delete(id: string): Promise<void> {
    this.#document(await this.request("DELETE", id));
  }

  /** The error of a request that has to be refused. */
  async refused(method: ArmRequest["method"], id: string, body?: Json): Promise<AzureError> {
    const response = await this.request(method, id, body);
    const error = objectAt(response.body, "error");
    if (error === undefined) throw new Error(`${method} ${id} was let pass: ${response.status}`);
    return {
      status: response.status,
      code: textAt(error, "code") ?? "",
      message: textAt(error, "message") ?? "",
      target: textAt(error, "target"),
      details: objectsAt(error, "details").map((detail) => textAt(detail, "code") ?? ""),
    };
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #document({ status, body }: ArmResponse): JsonObject {
    if (status >= 400) throw new Error(`${status} ${JSON.stringify(body, null, 2)}`);
    return asObject(body) ?? {};
  }
}

export interface AzureError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly target: string | undefined;
  readonly details: readonly string[];
}

function version(id: string): string {
  if (id.startsWith("https://")) return "api-version=7.4";
  const [namespace = "", type] = id.toLowerCase().split("/providers/").at(-1)?.split("/") ?? [];
  const known = id.toLowerCase().includes("/providers/") ? namespace : "microsoft.resources";
  return `api-version=${VERSIONS[`${known}/${type}`] ?? VERSIONS[known] ?? "2024-05-01"}`;
}
