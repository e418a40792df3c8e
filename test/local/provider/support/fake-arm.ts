import type { ArmRequest, ArmResponse } from "../../../../local/arm/control-plane.ts";
import type { Json, JsonObject } from "../../../../local/json.ts";
import type { Arm } from "../../../../local/provider/arm-client.ts";

const notFound: ArmResponse = {
  status: 404,
  body: { error: { code: "ResourceNotFound", message: "There is none." } },
};

/** An Azure that keeps what it is sent, and little more: enough to see what a provider asks of it. */
export class FakeArm implements Arm {
  readonly requests: ArmRequest[] = [];
  readonly documents = new Map<string, JsonObject>();
  readonly certificates = new Map<string, JsonObject>();
  readonly deleted = new Map<string, JsonObject>();
  /** Answers instead of the fake where it gives a response. */
  refuse: (request: ArmRequest) => ArmResponse | undefined = () => undefined;
  #versions = 0;

  async handle(request: ArmRequest): Promise<ArmResponse> {
    this.requests.push(request);
    const refused = this.refuse(request);
    if (refused !== undefined) return refused;
    const { pathname, host } = new URL(request.url, "https://management");
    return host === "management"
      ? this.#arm(request, pathname)
      : this.#vault(request, host, pathname);
  }

  /** Changes a document behind the provider's back. */
  change(id: string, change: (document: JsonObject) => void): void {
    const document = this.documents.get(id.toLowerCase());
    if (document === undefined) throw new Error(`no ${id}`);
    change(document);
  }

  #arm({ method, body }: ArmRequest, path: string): ArmResponse {
    const key = path.toLowerCase();
    const known = this.documents.get(key);
    if (method === "PUT") {
      const parts = path.split("/");
      const sent = object(body);
      const document = {
        ...sent,
        id: path,
        name: parts.at(-1) ?? "",
        type: path.includes("/providers/") ? parts.slice(-3, -1).join("/") : "resourceGroups",
        etag: `W/"${this.requests.length}"`,
        properties: { ...object(sent.properties), provisioningState: "Succeeded" },
      };
      this.documents.set(key, document);
      return { status: known === undefined ? 201 : 200, body: document };
    }
    if (key.endsWith("/providers/microsoft.keyvault/vaults")) {
      const vaults = [...this.documents].filter(([id]) => id.includes("/vaults/"));
      return { status: 200, body: { value: vaults.map(([, vault]) => vault) } };
    }
    if (known === undefined) return notFound;
    if (method === "DELETE") this.documents.delete(key);
    return { status: 200, body: method === "DELETE" ? {} : structuredClone(known) };
  }

  #vault({ method, body }: ArmRequest, host: string, path: string): ArmResponse {
    const [, kind, name = "", verb] = path.split("/");
    if (kind === "deletedcertificates") return this.#deleted(method, name, verb);
    const known = this.certificates.get(name);
    const sent = object(body);
    if (verb === "create" || verb === "import") {
      if (this.deleted.has(name)) {
        return { status: 409, body: { error: { code: "Conflict", message: "It is deleted." } } };
      }
      this.#versions += 1;
      const version = String(this.#versions).padStart(32, "0");
      this.certificates.set(name, {
        id: `https://${host}/certificates/${name}/${version}`,
        sid: `https://${host}/secrets/${name}/${version}`,
        x5t: Buffer.from([1, 2, 254]).toString("base64url"),
        cer: Buffer.from([48, 130]).toString("base64"),
        attributes: {
          enabled: true,
          nbf: 0,
          exp: 86_400,
          created: 60,
          updated: 60,
          recoveryLevel: "Recoverable",
        },
        policy: sent.policy ?? {},
        tags: sent.tags ?? {},
      });
      return { status: 202, body: { status: "completed" } };
    }
    if (known === undefined) return notFound;
    if (method === "PATCH" && verb === "policy")
      known.policy = { ...object(known.policy), ...sent };
    else if (method === "PATCH") Object.assign(known, sent);
    else if (method === "DELETE") {
      this.certificates.delete(name);
      this.deleted.set(name, known);
    }
    return { status: 200, body: structuredClone(known) };
  }

  #deleted(method: string, name: string, verb: string | undefined): ArmResponse {
    const known = this.deleted.get(name);
    if (known === undefined) return notFound;
    this.deleted.delete(name);
    if (verb === "recover") this.certificates.set(name, known);
    return { status: method === "DELETE" ? 204 : 200, body: {} };
  }
}

function object(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
