import { Refusal } from "../../behaviours/refusal.ts";
import { findVault } from "../../behaviours/security/vault-lookup.ts";
import { asObject } from "../../behaviours/support/json.ts";
import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { ArmRequest, ArmResponse } from "../arm-message.ts";
import type { RequestUrl } from "../request-url.ts";
import {
  deleteCertificate,
  deletedBundle,
  deletedCertificate,
  deletedCertificates,
  purgeCertificate,
  recoverCertificate,
} from "./deleted-certificates.ts";
import { findCertificate, listCertificates } from "./find-certificate.ts";
import { createVersion, importVersion } from "./new-version.ts";
import { patchCertificate, readCertificate } from "./one-certificate.ts";
import type { VaultEnvironment } from "./vault-environment.ts";
import { vaultNotFound } from "./vault-error.ts";
import { refuseCaller } from "./vault-firewall.ts";

/** Source: Microsoft Learn, the REST reference of the data plane (its versions). */
const API_VERSIONS = ["7.3", "7.4", "7.5", "7.6"];

export interface VaultPlaneOptions {
  readonly store: Store;
  /** ISO 8601 in UTC; read whenever it is needed, as time goes on while a key is made. */
  readonly now: string;
  /** The IPv4 address that callers come from; without one, vaults' firewalls are not asked. */
  readonly callerAddress: string | undefined;
}

/**
 * Answers the data plane of a vault: its certificates, as far as a program declares them.
 *
 * @throws Refusal
 */
export async function answerVault(
  options: VaultPlaneOptions,
  request: ArmRequest,
  url: RequestUrl,
): Promise<ArmResponse> {
  checkVersion(url);
  const { store, callerAddress } = options;
  const vault = vaultOf(store, url, callerAddress);
  const environment: VaultEnvironment = {
    store,
    vault,
    get now() {
      return options.now;
    },
  };
  const body = asObject(request.body) ?? {};
  const [kind = "", name, part] = url.segments;
  if (kind === "certificates" && name !== undefined && request.method === "POST") {
    if (part === "create") return createVersion(environment, name, body);
    if (part === "import") return importVersion(environment, name, body);
  }
  const answer = (): ArmResponse => {
    const found = url.segments.length > 3 ? undefined : answerNow(environment, request, url, body);
    if (found === undefined) throw unsupported(request, url);
    return found;
  };
  return request.method === "GET" ? store.snapshot(answer) : store.transaction(answer);
}

/** Whatever takes no time. Undefined for what is not known. */
function answerNow(
  environment: VaultEnvironment,
  { method }: ArmRequest,
  { segments: [kind, name, part] }: RequestUrl,
  body: JsonObject,
): ArmResponse | undefined {
  const { store, vault, now } = environment;
  if (kind === "certificates") {
    if (name === undefined) {
      return method === "GET" ? ok({ value: listCertificates(environment) }) : undefined;
    }
    const certificate = findCertificate(environment, name);
    if (method === "GET") return ok(readCertificate(environment, certificate, part));
    if (method === "PATCH") return ok(patchCertificate(environment, certificate, part, body));
    if (method !== "DELETE" || part !== undefined) return undefined;
    return ok(deleteCertificate(store, vault, certificate, now));
  }
  if (kind !== "deletedcertificates") return undefined;
  if (name === undefined) {
    const deleted = deletedCertificates(store, vault);
    return ok({ value: deleted.map((item) => deletedBundle(store, vault, item)) });
  }
  if (method === "GET")
    return ok(deletedBundle(store, vault, deletedCertificate(store, vault, name)));
  if (method === "POST" && part === "recover") return ok(recoverCertificate(store, vault, name));
  if (method !== "DELETE") return undefined;
  purgeCertificate(store, vault, name);
  return { status: 204 };
}

function vaultOf(store: Store, url: RequestUrl, callerAddress: string | undefined): ArmDocument {
  const vault = findVault(store, url.vault ?? "");
  if (vault === undefined) throw vaultNotFound(url.vault ?? "");
  const refusal = callerAddress === undefined ? undefined : refuseCaller(vault, callerAddress);
  if (refusal !== undefined) throw refusal;
  return vault;
}

function checkVersion(url: RequestUrl): void {
  const version = url.query.get("api-version") ?? "";
  if (API_VERSIONS.includes(version)) return;
  throw new Refusal(
    "BadParameter",
    `The specified version (${version}) is not recognized. The local Azure knows ${API_VERSIONS.join(", ")}.`,
  );
}

function ok(body: JsonObject): ArmResponse {
  return { status: 200, body };
}

function unsupported({ method }: ArmRequest, { path }: RequestUrl): Refusal {
  return new Refusal(
    "NotImplemented",
    `The local Azure does not know ${method} ${path} of a vault's data plane. It keeps certificates only, and no keys or secrets.`,
    { status: 501 },
  );
}
