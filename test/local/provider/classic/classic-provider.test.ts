import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { account } from "../../../../local/arm/account.ts";
import { ClassicProvider } from "../../../../local/provider/classic/classic-provider.ts";
import { typeTable } from "../../../../local/schema/table.ts";
import { unknown, type ValueObject } from "../../../../local/schema/values.ts";
import { certificateInputs } from "../../schema/examples.ts";
import { Engine, urn } from "../support/client.ts";
import { FakeArm } from "../support/fake-arm.ts";

const certificate = urn("azure:keyvault/certificate:Certificate", "se");
const keyVaultId = String(certificateInputs.keyVaultId);
const first =
  "https://kv-test.vault.azure.net/certificates/edge-se/00000000000000000000000000000001";

let arm: FakeArm;
let engine: Engine;

beforeEach(async () => {
  arm = new FakeArm();
  makeVault({ enablePurgeProtection: true });
  const table = typeTable();
  engine = await Engine.on(new ClassicProvider({ version: "6.40.0", table, arm, account }));
});

afterEach(() => engine.close());

function makeVault(properties: Readonly<Record<string, boolean>>): void {
  arm.documents.set(keyVaultId.toLowerCase(), {
    id: keyVaultId,
    properties: { vaultUri: "https://kv-test.vault.azure.net/", ...properties },
  });
}

/** Inputs with another lifetime, or another subject. */
function changed(part: string, value: ValueObject | ValueObject[]): ValueObject {
  const policy = certificateInputs.certificatePolicy as ValueObject;
  return { ...certificateInputs, certificatePolicy: { ...policy, [part]: value } };
}

test("creates a certificate by its policy, and gives out what azurerm does", async () => {
  const { inputs, failures } = await engine.check(certificate, certificateInputs);
  expect(failures).toEqual([]);
  const { id, outputs } = await engine.create(certificate, inputs);
  expect(id).toBe(first);
  expect(arm.requests.find(({ method }) => method === "POST")).toEqual({
    method: "POST",
    url: "https://kv-test.vault.azure.net/certificates/edge-se/create?api-version=7.4",
    body: {
      policy: {
        issuer: { name: "Self" },
        key_props: { exportable: true, kty: "RSA", key_size: 2048, reuse_key: false },
        secret_props: { contentType: "application/x-pkcs12" },
        lifetime_actions: [
          { action: { action_type: "AutoRenew" }, trigger: { days_before_expiry: 30 } },
        ],
        x509_props: {
          subject: "CN=se.school.example",
          sans: { dns_names: ["se.school.example"] },
          key_usage: ["digitalSignature", "keyEncipherment"],
          ekus: ["1.3.6.1.5.5.7.3.1"],
          validity_months: 12,
        },
      },
    },
  });
  expect(outputs).toEqual({
    name: "edge-se",
    keyVaultId,
    certificatePolicy: certificateInputs.certificatePolicy,
    tags: {},
    version: "00000000000000000000000000000001",
    secretId: first.replace("/certificates/", "/secrets/"),
    versionlessId: "https://kv-test.vault.azure.net/certificates/edge-se",
    versionlessSecretId: "https://kv-test.vault.azure.net/secrets/edge-se",
    resourceManagerId: `${keyVaultId}/certificates/edge-se/versions/00000000000000000000000000000001`,
    resourceManagerVersionlessId: `${keyVaultId}/certificates/edge-se`,
    certificateData: "3082",
    certificateDataBase64: "MII=",
    thumbprint: "0102FE",
    certificateAttributes: [
      {
        enabled: true,
        recoveryLevel: "Recoverable",
        created: "1970-01-01T00:01:00Z",
        updated: "1970-01-01T00:01:00Z",
        notBefore: "1970-01-01T00:00:00Z",
        expires: "1970-01-02T00:00:00Z",
      },
    ],
  });
  const refreshed = await engine.read(certificate, id, { inputs, outputs });
  expect(refreshed).toEqual({ id, inputs, outputs });
});

test("imports a given certificate, and remembers what the vault never tells", async () => {
  const given = { name: "own", keyVaultId, certificate: { contents: "UEZY", password: "geheim" } };
  const { outputs, id } = await engine.create(certificate, given);
  expect(arm.requests.find(({ method }) => method === "POST")?.body).toEqual({
    value: "UEZY",
    pwd: "geheim",
  });
  expect(outputs.certificate).toEqual(given.certificate);
  expect((await engine.read(certificate, id, { inputs: given, outputs })).inputs).toEqual(given);
});

test.each<[string, ValueObject, object]>([
  ["", { keyVaultId }, { property: "certificatePolicy" }],
  ["", { certificatePolicy: unknown }, { property: "keyVaultId" }],
  [
    "",
    changed("x509CertificateProperties", { subject: "CN=a", keyUsages: ["digitalSignature"] }),
    { property: "certificatePolicy.x509CertificateProperties.validityInMonths" },
  ],
])("says what is wrong with inputs%s %o", async (_, inputs, failure) => {
  expect((await engine.check(certificate, inputs)).failures).toMatchObject([failure]);
});

test("refuses to create what exists already", async () => {
  await engine.create(certificate, certificateInputs);
  await expect(engine.create(certificate, certificateInputs)).rejects.toThrow(
    `cannot create already existing resource '${first}'`,
  );
});

test("recovers a deleted certificate instead of making a new one", async () => {
  const { id, outputs } = await engine.create(certificate, certificateInputs);
  await engine.delete(certificate, id, outputs);
  expect(arm.deleted.has("edge-se")).toBe(true);
  expect((await engine.create(certificate, certificateInputs)).id).toBe(first);
});

test("purges what it deletes where the vault allows it", async () => {
  makeVault({});
  const { id, outputs } = await engine.create(certificate, certificateInputs);
  await engine.delete(certificate, id, outputs);
  expect([arm.certificates.size, arm.deleted.size]).toEqual([0, 0]);
  await engine.delete(certificate, id, outputs);
});

test("takes a certificate for deleted whose vault is gone", async () => {
  const { id, outputs } = await engine.create(certificate, certificateInputs);
  arm.documents.clear();
  await engine.delete(certificate, id, outputs);
  expect(await engine.read(certificate, id, { inputs: certificateInputs, outputs })).toMatchObject({
    id: "",
  });
  await expect(engine.create(certificate, certificateInputs)).rejects.toThrow("There is no vault");
});

test.each<[string, ValueObject, string]>([
  ["tags", { ...certificateInputs, tags: { a: "b" } }, "PATCH certificates/edge-se/"],
  [
    "the lifetime's actions",
    changed("lifetimeActions", [
      { action: { actionType: "EmailContacts" }, trigger: { lifetimePercentage: 80 } },
    ]),
    "PATCH certificates/edge-se/policy",
  ],
  [
    "the key",
    changed("keyProperties", { exportable: true, keyType: "RSA", keySize: 4096, reuseKey: false }),
    "POST certificates/edge-se/create",
  ],
])("updates %s with the request that it takes", async (_, now, request) => {
  const { id, outputs } = await engine.create(certificate, certificateInputs);
  arm.requests.length = 0;
  const old = { inputs: certificateInputs, outputs };
  const after = await engine.update(certificate, id, old, now);
  const written = arm.requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, url }) => `${method} ${new URL(url).pathname.slice(1)}`);
  expect(written).toEqual([request]);
  expect(after).toMatchObject(now);
  expect(after.version === outputs.version).toBe(!request.startsWith("POST"));
  const foretold = await engine.update(certificate, id, old, now, true);
  expect(foretold.versionlessSecretId).toBe(outputs.versionlessSecretId);
  expect(foretold.version === outputs.version).toBe(!request.startsWith("POST"));
});

test.each(["keyVaultId", "name"])("replaces a certificate when its %s changes", async (path) => {
  const old = { inputs: certificateInputs, outputs: {} };
  const diff = await engine.diff(certificate, old, { ...certificateInputs, [path]: "other" });
  expect(diff).toMatchObject({ replaces: [path], detailed: { [path]: "UPDATE_REPLACE" } });
});

test("imports by the vault's address alone", async () => {
  const { id } = await engine.create(certificate, certificateInputs);
  expect((await engine.read(certificate, id)).inputs).toEqual({ ...certificateInputs, tags: {} });
  await expect(
    engine.read(certificate, "https://other.vault.azure.net/certificates/a/b"),
  ).rejects.toThrow("There is no vault at https://other.vault.azure.net/");
  await expect(engine.read(certificate, keyVaultId)).rejects.toThrow(
    "is not the id of a certificate",
  );
});

test("says which account the program deploys to", async () => {
  const { subscriptionId, tenantId, clientId, objectId } = account;
  expect(await engine.invoke("azure:core/getClientConfig:getClientConfig")).toEqual({
    subscriptionId,
    tenantId,
    clientId,
    objectId,
  });
});

test("refuses other types and functions by name", async () => {
  await expect(engine.check(urn("azure:core/resourceGroup:ResourceGroup"), {})).rejects.toThrow(
    "does not know the resource type azure:core/resourceGroup:ResourceGroup",
  );
  await expect(engine.invoke("azure:core/getSubscription:getSubscription")).rejects.toThrow(
    "does not know the function azure:core/getSubscription:getSubscription",
  );
});
