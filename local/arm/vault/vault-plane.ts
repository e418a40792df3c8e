import { refuseName } from "../../behaviours/facts/name-rules.ts";
import { Refusal } from "../../behaviours/refusal.ts";
import {
  CERTIFICATE,
  CERTIFICATE_VERSION,
  certificateId,
  findVault,
  vaultUri,
} from "../../behaviours/security/vault-lookup.ts";
import { asObject, at, objectAt, textAt } from "../../behaviours/support/json.ts";
import { hexOf } from "../../behaviours/support/made-up.ts";
import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { ArmRequest, ArmResponse } from "../arm-message.ts";
import type { RequestUrl } from "../request-url.ts";
import { bundleOf, itemOf, putVersion, seconds } from "./certificate-documents.ts";
import { fillPolicy, wishOf } from "./certificate-policy.ts";
import {
  deleteCertificate,
  deletedBundle,
  deletedCertificate,
  deletedCertificates,
  forgetExpired,
  purgeCertificate,
  recoverCertificate,
} from "./deleted-certificates.ts";
import { readImport } from "./import-certificate.ts";
import { makeCertificate } from "./make-certificate.ts";
import { certificateDeleted, certificateNotFound } from "./vault-error.ts";
import { refuseCaller } from "./vault-firewall.ts";

/** Source: Microsoft Learn, "Key Vault versions" of the data plane's REST reference. */
const API_VERSIONS = ["7.3", "7.4", "7.5", "7.6"];

export interface VaultEnvironment {
  readonly store: Store;
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
  environment: VaultEnvironment,
  request: ArmRequest,
  url: RequestUrl,
): Promise<ArmResponse> {
  const { store } = environment;
  checkVersion(url);
  const vault = vaultOf(environment, url);
  const [kind, name, action] = url.segments.map((segment, index) =>
    index === 1 ? segment : segment.toLowerCase(),
  );
  const body = asObject(request.body) ?? {};
  const route = `${request.method} ${kind}${name === undefined ? "" : "/*"}${action === undefined ? "" : `/${action}`}`;
  switch (route) {
    case "GET certificates":
      return ok({ value: live(store, vault).map((item) => currentItem(store, vault, item)) });
    case "GET deletedcertificates":
      return ok({
        value: deletedCertificates(store, vault).map((item) => deletedBundle(store, vault, item)),
      });
    case "POST certificates/*/create":
      return create(environment, vault, name ?? "", body);
    case "POST certificates/*/import":
      return importVersion(environment, vault, name ?? "", body);
    case "GET deletedcertificates/*":
      return ok(deletedBundle(store, vault, deletedCertificate(store, vault, name ?? "")));
    case "POST deletedcertificates/*/recover":
      return ok(store.transaction(() => recoverCertificate(store, vault, name ?? "")));
    case "DELETE deletedcertificates/*":
      store.transaction(() => purgeCertificate(store, vault, name ?? ""));
      return { status: 204 };
    case "DELETE certificates/*":
      return ok(
        store.transaction(() =>
          deleteCertificate(store, vault, find(store, vault, name ?? ""), environment.now),
        ),
      );
  }
  if (kind === "certificates" && name !== undefined && url.segments.length <= 3) {
    return one(environment, vault, find(store, vault, name), action, request.method, body);
  }
  throw unsupported(request, url);
}

function one(
  { store, now }: VaultEnvironment,
  vault: ArmDocument,
  certificate: ArmDocument,
  action: string | undefined,
  method: ArmRequest["method"],
  body: JsonObject,
): ArmResponse {
  const current = textAt(certificate, "current") ?? "";
  if (action === "policy") {
    const before = objectAt(certificate, "policy");
    const policy = method === "PATCH" ? fillPolicy({ ...before, ...body }) : (before ?? {});
    if (method === "PATCH") store.transaction(() => store.put({ ...certificate, policy }));
    return ok({ id: `${certificate.id}/policy`, ...policy });
  }
  if (method === "GET" && action === "pending") return ok(operation(certificate));
  if (method === "GET" && action === "versions") {
    const versions = store.list({ type: CERTIFICATE_VERSION, under: certificate.id });
    return ok({ value: versions.map(itemOf) });
  }
  const version = action ?? current;
  const stored = store.get(certificateId(vault.name, certificate.name, version));
  if (stored === undefined) throw certificateNotFound(`${certificate.name}/${version}`);
  if (method === "PATCH") {
    const attributes = {
      ...objectAt(stored, "attributes"),
      ...objectAt(body, "attributes"),
      updated: seconds(now),
    };
    const tags = at(body, "tags") ?? at(stored, "tags");
    store.transaction(() =>
      store.put({ ...stored, attributes, ...(tags === undefined ? {} : { tags }) } as ArmDocument),
    );
  } else if (method !== "GET") {
    throw new Refusal("MethodNotAllowed", `${method} is not allowed here.`, { status: 405 });
  }
  return ok(bundleOf(store, vault.name, certificate, version) ?? {});
}

async function create(
  environment: VaultEnvironment,
  vault: ArmDocument,
  name: string,
  body: JsonObject,
): Promise<ArmResponse> {
  const { store, now } = environment;
  const policy = fillPolicy(
    body.policy ?? objectAt(store.get(certificateId(vault.name, name)), "policy"),
  );
  refuseNewVersion(environment, vault, name);
  // Made before the transaction: a transaction must not wait.
  const serial = hexOf(`${certificateId(vault.name, name)} ${now}`, 32);
  const wish = wishOf(policy, now, serial);
  const certificate = await makeCertificate(wish);
  return store.transaction(() => {
    forgetExpired(store, vault, name, now);
    refuseNewVersion(environment, vault, name);
    const version = nextVersion(store, vault, name);
    const { notBefore, notAfter } = wish;
    putVersion(store, {
      vault,
      name,
      version,
      certificate,
      policy,
      tags: body.tags,
      notBefore,
      notAfter,
      now,
    });
    return { status: 202, body: operation(find(store, vault, name)) };
  });
}

function importVersion(
  environment: VaultEnvironment,
  vault: ArmDocument,
  name: string,
  body: JsonObject,
): ArmResponse {
  const { store, now } = environment;
  const { certificate, subject, dnsNames, notBefore, notAfter } = readImport(
    textAt(body, "value") ?? "",
  );
  const policy = {
    ...fillPolicy({ ...asObject(body.policy), issuer: { name: "Self" } }),
    x509_props: { subject, sans: { dns_names: [...dnsNames] } },
    issuer: { name: "Unknown" },
  };
  return store.transaction(() => {
    forgetExpired(store, vault, name, now);
    refuseNewVersion(environment, vault, name);
    const version = nextVersion(store, vault, name);
    putVersion(store, {
      vault,
      name,
      version,
      certificate,
      policy,
      tags: body.tags,
      notBefore,
      notAfter,
      now,
    });
    return ok(bundleOf(store, vault.name, find(store, vault, name), version) ?? {});
  });
}

function refuseNewVersion(
  { store, now }: VaultEnvironment,
  vault: ArmDocument,
  name: string,
): void {
  const wrong = refuseName(CERTIFICATE, name);
  if (wrong !== undefined) throw wrong;
  const known = store.get(certificateId(vault.name, name));
  const until = at(known, "deleted.scheduledPurgeDate");
  if (typeof until === "number" && until > seconds(now)) throw certificateDeleted(name);
}

function nextVersion(store: Store, vault: ArmDocument, name: string): string {
  const id = certificateId(vault.name, name);
  return hexOf(`version ${id} ${store.next(`versions of ${id}`)}`, 32);
}

/** What Key Vault says of a certificate's making: here it is done at once. */
function operation(certificate: ArmDocument): JsonObject {
  return {
    id: `${certificate.id}/pending`,
    issuer: { name: textAt(certificate, "policy.issuer.name") ?? "Self" },
    cancellation_requested: false,
    status: "completed",
    target: certificate.id,
    request_id: hexOf(`${certificate.id} ${textAt(certificate, "current")}`, 32),
  };
}

function find(store: Store, vault: ArmDocument, name: string): ArmDocument {
  const certificate = store.get(certificateId(vault.name, name));
  if (certificate === undefined || certificate.deleted !== undefined)
    throw certificateNotFound(name);
  return certificate;
}

function live(store: Store, vault: ArmDocument): ArmDocument[] {
  return store
    .list({ type: CERTIFICATE, under: vaultUri(vault.name) })
    .filter((certificate) => certificate.deleted === undefined);
}

function currentItem(store: Store, vault: ArmDocument, certificate: ArmDocument): JsonObject {
  const version = certificateId(vault.name, certificate.name, textAt(certificate, "current") ?? "");
  const document = store.get(version);
  return document === undefined
    ? { id: certificate.id }
    : { ...itemOf(document), id: certificate.id };
}

function vaultOf({ store, callerAddress }: VaultEnvironment, url: RequestUrl): ArmDocument {
  const vault = findVault(store, url.vault ?? "");
  if (vault === undefined) {
    throw new Refusal(
      "VaultNotFound",
      `The host '${url.vault}.vault.azure.net' does not exist: there is no vault of that name.`,
      { status: 404 },
    );
  }
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
