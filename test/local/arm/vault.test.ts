import { X509Certificate } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import {
  at,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
} from "../../../local/behaviours/support/json.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { SUBSCRIPTION, TestAzure } from "./support/azure.ts";
import { BODIES, groupId, IDS, putNetwork, putSecrets, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putNetwork(azure);
  await putSecrets(azure);
});
afterEach(() => azure.close());

const URI = "https://kv-test.vault.azure.net";
const DELETED = `${SUBSCRIPTION}/providers/Microsoft.KeyVault/locations/${REGION}/deletedVaults/kv-test`;
const LIST = `${SUBSCRIPTION}/providers/Microsoft.KeyVault/deletedVaults`;

/** @accepts Microsoft.KeyVault/vaults */
test("fills in what a vault has by itself", async () => {
  expect(objectAt(await azure.get(IDS.vault), "properties")).toMatchObject({
    vaultUri: "https://kv-test.vault.azure.net/",
    provisioningState: "Succeeded",
    enableSoftDelete: true,
    softDeleteRetentionInDays: 90,
    publicNetworkAccess: "Enabled",
  });
});

/** @refuses Microsoft.KeyVault/vaults */
test.each<[string, Record<string, Json | undefined>, string]>([
  ["another tenant", { "properties.tenantId": account.clientId }, "BadRequest"],
  ["6 days of retention", { "properties.softDeleteRetentionInDays": 6 }, "BadRequest"],
  ["91 days of retention", { "properties.softDeleteRetentionInDays": 91 }, "BadRequest"],
  ["soft delete switched off", { "properties.enableSoftDelete": false }, "BadRequest"],
  ["purge protection switched off", { "properties.enablePurgeProtection": false }, "BadRequest"],
  [
    "access policies that are missing",
    { "properties.enableRbacAuthorization": false },
    "BadRequest",
  ],
  ["nothing to recover", { "properties.createMode": "recover" }, "DeletedVaultNotFound"],
])("refuses a new vault with %s", async (_what, changes, code) => {
  const id = IDS.vault.replace("kv-test", "kv-new");
  expect((await azure.refused("PUT", id, edited(BODIES.vault, changes))).code).toBe(code);
});

test("keeps purge protection and retention for good", async () => {
  const kept = await azure.put(
    IDS.vault,
    edited(BODIES.vault, { "properties.enablePurgeProtection": undefined }),
  );
  expect(at(kept, "properties.enablePurgeProtection")).toBe(true);
  const off = edited(BODIES.vault, { "properties.enablePurgeProtection": false });
  expect((await azure.refused("PUT", IDS.vault, off)).code).toBe("BadRequest");
  const shorter = edited(BODIES.vault, { "properties.softDeleteRetentionInDays": 30 });
  expect((await azure.refused("PUT", IDS.vault, shorter)).code).toBe("BadRequest");
});

/** @refuses Microsoft.KeyVault/vaults */
test("refuses a vault's name that another one has", async () => {
  await azure.put(groupId("rg-other"), { location: REGION });
  const id = IDS.vault.replace("rg-test", "rg-other").replace("kv-test", "KV-Test");
  expect(await azure.refused("PUT", id, BODIES.vault)).toMatchObject({
    status: 409,
    code: "VaultAlreadyExists",
  });
});

/** @changes Microsoft.KeyVault/vaults */
test("keeps a deleted vault, its name taken, and recovers it with its certificates", async () => {
  const before = await azure.get(IDS.vault);
  const certificate = await azure.get(IDS.certificate);
  await azure.delete(IDS.vault);
  expect((await azure.refused("GET", IDS.vault)).code).toBe("ResourceNotFound");
  expect((await azure.refused("GET", IDS.certificate)).code).toBe("VaultNotFound");
  expect(objectAt(await azure.get(DELETED), "properties")).toMatchObject({
    vaultId: IDS.vault,
    deletionDate: "2026-11-23T08:00:00Z",
    scheduledPurgeDate: "2027-02-21T08:00:00Z",
    purgeProtectionEnabled: true,
  });
  const refused = await azure.refused("PUT", IDS.vault, BODIES.vault);
  expect(refused).toMatchObject({ status: 409, code: "ConflictError" });
  expect(refused.message).toMatch(/recover/);

  const recover = edited(BODIES.vault, { "properties.createMode": "recover" });
  const elsewhere = IDS.vault.replace("rg-test", "rg-other");
  await azure.put(groupId("rg-other"), { location: REGION });
  expect((await azure.refused("PUT", elsewhere, recover)).code).toBe("DeletedVaultNotFound");
  expect(await azure.put(IDS.vault, recover)).toEqual(before);
  expect(await azure.get(IDS.certificate)).toEqual(certificate);
  expect(await azure.list(LIST)).toEqual([]);
  // What was granted on it is gone: Azure deletes role assignments with their scope.
  expect((await azure.refused("GET", IDS.reader)).code).toBe("ResourceNotFound");
});

/** @refuses Microsoft.KeyVault/vaults */
test("does not purge under purge protection, until the retention is over", async () => {
  await azure.delete(IDS.vault);
  expect(await azure.refused("POST", `${DELETED}/purge`)).toMatchObject({
    status: 405,
    code: "MethodNotAllowed",
  });
  azure.clock.turn({ days: 89 });
  expect(await azure.list(LIST)).toHaveLength(1);
  azure.clock.turn({ days: 1 });
  expect(await azure.list(LIST)).toEqual([]);
  await azure.put(IDS.vault, BODIES.vault);
  expect((await azure.refused("GET", IDS.certificate)).code).toBe("CertificateNotFound");
});

/** @changes Microsoft.KeyVault/vaults */
test("purges a vault without purge protection", async () => {
  const id = IDS.vault.replace("kv-test", "kv-open");
  const deleted = DELETED.replace("kv-test", "kv-open");
  const open = edited(BODIES.vault, {
    "properties.enablePurgeProtection": undefined,
    "properties.softDeleteRetentionInDays": 7,
  });
  await azure.put(id, open);
  await azure.request(
    "POST",
    "https://kv-open.vault.azure.net/certificates/a/create",
    BODIES.certificate,
  );
  await azure.delete(id);
  expect((await azure.request("POST", `${deleted}/purge`)).status).toBe(200);
  expect((await azure.refused("GET", deleted)).code).toBe("DeletedVaultNotFound");
  await azure.put(id, open);
  expect(await azure.list("https://kv-open.vault.azure.net/certificates")).toEqual([]);
});

/** @changes Microsoft.Resources/resourceGroups */
test("moves the vaults of a deleted group to the deleted ones", async () => {
  await azure.delete(IDS.group);
  expect(await azure.list(LIST)).toHaveLength(1);
  expect(azure.store.list({ under: IDS.group })).toEqual([]);
});

/** @accepts vault certificates */
test("makes a real certificate whose facts are true", async () => {
  const bundle = await azure.get(IDS.certificate);
  const certificate = new X509Certificate(Buffer.from(textAt(bundle, "cer") ?? "", "base64"));
  expect(certificate.subject).toBe("CN=se.school.example");
  expect(certificate.subjectAltName).toBe("DNS:se.school.example");
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(
    Buffer.from(textAt(bundle, "x5t") ?? "", "base64url")
      .toString("hex")
      .toUpperCase(),
  ).toBe(certificate.fingerprint.replaceAll(":", ""));
  expect(certificate.validFromDate.toISOString()).toBe("2026-11-23T07:50:00.000Z");
  expect(certificate.validToDate.toISOString()).toBe("2027-11-23T08:00:00.000Z");
  expect(bundle).toMatchObject({
    id: expect.stringMatching(
      /^https:\/\/kv-test\.vault\.azure\.net\/certificates\/edge-se\/[0-9a-f]{32}$/,
    ),
    sid: expect.stringMatching(/\/secrets\/edge-se\/[0-9a-f]{32}$/),
    attributes: {
      enabled: true,
      nbf: 1795420200,
      exp: 1826956800,
      recoveryLevel: "Recoverable",
      recoverableDays: 90,
    },
    policy: { issuer: { name: "Self" }, key_props: { kty: "EC", crv: "P-256" } },
  });
  expect(JSON.stringify(azure.store.list())).not.toContain("PRIVATE KEY");
});

test("makes an RSA certificate by its own defaults", async () => {
  const id = `${URI}/certificates/plain`;
  const { status, body } = await azure.request("POST", `${id}/create`, {
    policy: { x509_props: { subject: "CN=plain.example, O=School" } },
    tags: { market: "se" },
  });
  expect(status).toBe(202);
  expect(body).toMatchObject({ status: "completed", target: id });
  const bundle = await azure.get(id);
  const { publicKey, subject } = new X509Certificate(
    Buffer.from(textAt(bundle, "cer") ?? "", "base64"),
  );
  expect(publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
  expect(subject.split("\n").toSorted()).toEqual(["CN=plain.example", "O=School"]);
  expect(bundle).toMatchObject({ tags: { market: "se" }, contentType: "application/x-pkcs12" });
});

/** @changes vault certificates */
test("keeps the versions of a certificate", async () => {
  const first = await azure.get(IDS.certificate);
  azure.clock.turn({ days: 335 });
  await azure.request("POST", `${IDS.certificate}/create`, {});
  const second = await azure.get(IDS.certificate);
  expect(second.id).not.toBe(first.id);
  expect(second.policy).toEqual(first.policy);
  expect(numberAt(second, "attributes.exp")).toBeGreaterThan(
    numberAt(first, "attributes.exp") ?? 0,
  );
  const versions = await azure.list(`${IDS.certificate}/versions`);
  expect(versions.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(textAt(await azure.get(textAt(first, "id") ?? ""), "x5t")).toBe(first.x5t);
  expect((await azure.list(`${URI}/certificates`)).map(({ id }) => id)).toEqual([IDS.certificate]);
});

/** @changes vault certificates */
test("changes a certificate's tags, attributes and policy", async () => {
  await azure.request("PATCH", IDS.certificate, {
    tags: { a: "b" },
    attributes: { enabled: false },
  });
  expect(await azure.get(IDS.certificate)).toMatchObject({
    tags: { a: "b" },
    attributes: { enabled: false },
  });
  const lifetime = [
    { trigger: { days_before_expiry: 30 }, action: { action_type: "EmailContacts" } },
  ];
  await azure.request("PATCH", `${IDS.certificate}/policy`, { lifetime_actions: lifetime });
  const policy = await azure.get(`${IDS.certificate}/policy`);
  expect(policy).toMatchObject({
    lifetime_actions: lifetime,
    x509_props: { subject: "CN=se.school.example" },
  });
  expect(await azure.get(`${IDS.certificate}/pending`)).toMatchObject({ status: "completed" });
});

/** @changes vault certificates */
test("keeps a deleted certificate, its name taken, and recovers it", async () => {
  const before = await azure.get(IDS.certificate);
  await azure.delete(IDS.certificate);
  expect((await azure.refused("GET", IDS.certificate)).code).toBe("CertificateNotFound");
  expect(await azure.list(`${URI}/certificates`)).toEqual([]);
  const again = await azure.refused("POST", `${IDS.certificate}/create`, BODIES.certificate);
  expect(again).toMatchObject({
    status: 409,
    code: "Conflict",
    details: ["ObjectIsDeletedButRecoverable"],
  });
  expect(await azure.get(`${URI}/deletedcertificates/edge-se`)).toMatchObject({
    deletedDate: 1795420800,
  });
  expect(await azure.list(`${URI}/deletedcertificates`)).toHaveLength(1);
  expect((await azure.refused("DELETE", `${URI}/deletedcertificates/edge-se`)).status).toBe(403);
  await azure.request("POST", `${URI}/deletedcertificates/edge-se/recover`);
  expect(await azure.get(IDS.certificate)).toEqual(before);
});

test("frees a deleted certificate's name when its retention is over", async () => {
  await azure.delete(IDS.certificate);
  azure.clock.turn({ days: 90 });
  expect(
    (await azure.request("POST", `${IDS.certificate}/create`, BODIES.certificate)).status,
  ).toBe(202);
  expect(await azure.list(`${IDS.certificate}/versions`)).toHaveLength(1);
});

test("purges a certificate of a vault without purge protection", async () => {
  const open = edited(BODIES.vault, { "properties.enablePurgeProtection": undefined });
  await azure.put(IDS.vault.replace("kv-test", "kv-open"), open);
  const uri = "https://kv-open.vault.azure.net";
  await azure.request("POST", `${uri}/certificates/a/create`, BODIES.certificate);
  await azure.delete(`${uri}/certificates/a`);
  await azure.delete(`${uri}/deletedcertificates/a`);
  expect((await azure.refused("GET", `${uri}/deletedcertificates/a`)).code).toBe(
    "CertificateNotFound",
  );
});

/** @accepts vault certificates */
test("takes a certificate that was made elsewhere, without its key", async () => {
  const cer = textAt(await azure.get(IDS.certificate), "cer") ?? "";
  const pem = `-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n${new X509Certificate(Buffer.from(cer, "base64"))}`;
  await azure.request("POST", `${URI}/certificates/given/import`, { value: pem });
  const given = await azure.get(`${URI}/certificates/given`);
  expect(given).toMatchObject({
    cer,
    policy: { issuer: { name: "Unknown" }, x509_props: { subject: "CN=se.school.example" } },
  });
  expect(JSON.stringify(azure.store.list())).not.toContain("c2VjcmV0");
  const refused = await azure.refused("POST", `${URI}/certificates/given/import`, {
    value: "MIIabc",
  });
  expect(refused.code).toBe("BadParameter");
});

const X509 = { subject: "CN=a.example" };

/** @refuses vault certificates */
test.each<[string, JsonObject]>([
  ["an issuer that nobody registered", { issuer: { name: "DigiCert" }, x509_props: X509 }],
  ["a key that is too short", { key_props: { kty: "RSA", key_size: 1024 }, x509_props: X509 }],
  ["an unknown curve", { key_props: { kty: "EC", crv: "P-1" }, x509_props: X509 }],
  ["a subject that is no name", { x509_props: { subject: "a.example" } }],
  ["no subject", { x509_props: {} }],
  ["no time", { x509_props: { ...X509, validity_months: 0 } }],
])("refuses a certificate with %s", async (_what, policy) => {
  const refused = await azure.refused("POST", `${URI}/certificates/bad/create`, { policy });
  expect(refused).toMatchObject({ status: 400, code: "BadParameter" });
  expect(refused.message).toMatch(/^Certificate policy is invalid: /);
});

/** @refuses vault certificates */
test.each([
  ["GET", "https://kv-none.vault.azure.net/certificates/a", 404, "VaultNotFound"],
  ["GET", `${URI}/certificates/none`, 404, "CertificateNotFound"],
  ["GET", `${IDS.certificate}/${"0".repeat(32)}`, 404, "CertificateNotFound"],
  ["GET", `${URI}/secrets/edge-se`, 501, "NotImplemented"],
  ["PUT", IDS.certificate, 501, "NotImplemented"],
  ["GET", `${IDS.certificate}?api-version=2016-10-01`, 400, "BadParameter"],
  ["POST", `${URI}/certificates/a_b/create`, 400, "BadParameter"],
] as const)("answers %s %s with a clear error", async (method, url, status, code) => {
  expect(await azure.refused(method, url, BODIES.certificate)).toMatchObject({ status, code });
});

test("holds a vault's firewall against a caller whose address is known", async () => {
  const other = new TestAzure({ callerAddress: "192.0.2.7" });
  await other.put(IDS.group, BODIES.group);
  const allow = (value: string): Promise<JsonObject> =>
    other.put(IDS.vault, edited(BODIES.vault, { "properties.networkAcls.ipRules": [{ value }] }));
  await allow("192.0.2.8");
  expect(await other.refused("GET", `${URI}/certificates`)).toMatchObject({
    status: 403,
    details: ["ForbiddenByFirewall"],
  });
  await allow("192.0.2.0/29");
  expect(await other.list(`${URI}/certificates`)).toEqual([]);
  await other.put(
    IDS.vault,
    edited(BODIES.vault, { "properties.publicNetworkAccess": "Disabled" }),
  );
  expect(await other.refused("GET", `${URI}/certificates`)).toMatchObject({
    status: 403,
    details: ["ForbiddenByConnection"],
  });
  other.close();
});

const ROLE =
  "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6";
const FOREIGN = "55555555-5555-4555-8555-555555555555";

function assignment(scope: string, name = "22222222-2222-4222-8222-222222222222"): string {
  return `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
}

/** @refuses Microsoft.Authorization/roleAssignments */
test.each<[string, string, JsonObject, number, string]>([
  [
    "a name that is no GUID",
    assignment(IDS.vault, "reader"),
    { principalId: FOREIGN, principalType: "User", roleDefinitionId: ROLE },
    400,
    "InvalidRoleAssignmentId",
  ],
  [
    "a role that does not exist",
    assignment(IDS.vault),
    { principalId: FOREIGN, principalType: "User", roleDefinitionId: ROLE.replace("4633", "0000") },
    400,
    "RoleDefinitionDoesNotExist",
  ],
  [
    "a principal that nobody knows",
    assignment(IDS.vault),
    { principalId: FOREIGN, roleDefinitionId: ROLE },
    400,
    "PrincipalNotFound",
  ],
  [
    "a principal that is no GUID",
    assignment(IDS.vault),
    { principalId: "me", principalType: "User", roleDefinitionId: ROLE },
    400,
    "InvalidPrincipalId",
  ],
  [
    "a scope that does not exist",
    assignment(`${IDS.vault}-none`),
    { principalId: FOREIGN, principalType: "User", roleDefinitionId: ROLE },
    404,
    "ResourceNotFound",
  ],
  [
    "a group that does not exist",
    assignment(groupId("rg-none")),
    { principalId: FOREIGN, principalType: "User", roleDefinitionId: ROLE },
    404,
    "ResourceGroupNotFound",
  ],
])("refuses a role assignment with %s", async (_what, id, properties, status, code) => {
  expect(await azure.refused("PUT", id, { properties })).toMatchObject({ status, code });
});

/** @accepts Microsoft.Authorization/roleAssignments */
test.each([[SUBSCRIPTION], [IDS.group], [IDS.vault], [`${IDS.vault}/secrets/edge-se`]])(
  "assigns a role at %s",
  async (scope) => {
    const properties = { principalId: FOREIGN, principalType: "Group", roleDefinitionId: ROLE };
    const made = await azure.put(assignment(scope), { properties });
    expect(objectAt(made, "properties")).toMatchObject({
      scope,
      roleDefinitionId: `${SUBSCRIPTION}${ROLE}`,
      createdBy: account.objectId,
      createdOn: "2026-11-23T08:00:00Z",
    });
    expect(
      (await azure.list(`${scope}/providers/Microsoft.Authorization/roleAssignments`)).length,
    ).toBeGreaterThan(0);
  },
);

/** @refuses Microsoft.Authorization/roleAssignments */
test("refuses a second assignment of the same role, and a change of the first", async () => {
  const properties = objectAt(await azure.get(IDS.reader), "properties") ?? {};
  expect(await azure.refused("PUT", assignment(IDS.vault), { properties })).toMatchObject({
    status: 409,
    code: "RoleAssignmentExists",
  });
  const other = { properties: { ...properties, principalId: FOREIGN, principalType: "User" } };
  expect((await azure.refused("PUT", IDS.reader, other)).code).toBe(
    "RoleAssignmentUpdateNotPermitted",
  );
  const wrong = { properties: { ...properties, principalType: "User" } };
  expect((await azure.refused("PUT", IDS.reader, wrong)).code).toBe("UnmatchedPrincipalType");
  expect((await azure.request("PUT", IDS.reader, { properties })).status).toBe(200);
});

/** @refuses Microsoft.ManagedIdentity/userAssignedIdentities */
test.each<[string, string, JsonObject, string]>([
  ["a name that is too short", "id", BODIES.identity, "InvalidResourceName"],
  ["a name that ends in a dot", "id-web.", BODIES.identity, "InvalidResourceName"],
  ["no region", "id-web", {}, "LocationRequired"],
  ["a region without it", "id-web", { location: "iceland" }, "LocationNotAvailableForResourceType"],
  ["what it does not have", "id-web", { ...BODIES.identity, sku: {} }, "InvalidRequestContent"],
])("refuses an identity with %s", async (_what, name, body, code) => {
  const id = `${IDS.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  expect((await azure.refused("PUT", id, body)).code).toBe(code);
  expect(azure.store.get(id)).toBeUndefined();
});

/** @changes Microsoft.ManagedIdentity/userAssignedIdentities */
test("gives an identity that was made anew a new principal", async () => {
  const before = await azure.get(IDS.identity);
  await azure.delete(IDS.identity);
  const after = await azure.put(IDS.identity, BODIES.identity);
  expect(textAt(after, "properties.principalId")).not.toBe(
    textAt(before, "properties.principalId"),
  );
  expect(objectsAt({ value: [before] }, "value")).toHaveLength(1);
});
