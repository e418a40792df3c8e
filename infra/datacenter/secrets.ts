import { Certificate } from "@pulumi/azure/keyvault/certificate.js";
import { getClientConfigOutput } from "@pulumi/azure-native/authorization/getClientConfig.js";
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { edgeCertificatePolicy } from "./certificate-policy.ts";
import { azureName, stableGuid } from "./names.ts";
import { type EndpointPlace, privateEndpoint } from "./private-endpoint.ts";
import { KEPT, type TierArgs, tierResourceGroup } from "./tier.ts";

/**
 * Key Vault Secrets User: reads a secret, and with it a certificate's key, and nothing else.
 * Source: Microsoft Learn, "Azure built-in roles for Security".
 */
const KEY_VAULT_SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

export interface SecretsArgs extends TierArgs, EndpointPlace {
  /** What makes the vault's name this installation's own in all of Azure. */
  readonly uniqueSuffix: string;
  /** The hostname of each market, by its code: one certificate each. */
  readonly hostnames: Readonly<Record<string, string>>;
  /** `Self`, or the name of an issuer that is registered in the vault. */
  readonly certificateIssuer: string;
  /** IPv4 addresses and ranges that may reach the vault's public endpoint; where there are none, it is closed. */
  readonly allowedAddresses: readonly string[];
}

/**
 * The datacenter's vault and the edge's certificates in it, which the gateway reads through an
 * identity of its own: each of them, and nothing else in the vault, as Oracle's passwords are there too.
 *
 * The vault holds keys, so it and its resource group are protected: the engine refuses to delete
 * them, and Azure keeps what is deleted in it, and the vault itself, for 90 days, whatever anyone
 * says (purge protection). A certificate may go with its market; when the market comes back, so does
 * the certificate.
 *
 * It is reached by its private endpoint; from outside only by Azure's trusted services and by the addresses that are
 * allowed, the pipeline's (decision 0009).
 *
 * Whoever runs `pulumi up` needs the role Key Vault Certificates Officer, granted beforehand
 * (README, "The way to Azure"): a role that the program granted to itself would take minutes to
 * work.
 *
 * Costs a month: a few cents for each certificate's renewal and 10,000 reads; the endpoint.
 *
 * @example
 * new Secrets("prod-se-secrets", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, uniqueSuffix: "k7m2",
 *   hostnames: { se: "se.school.example" }, certificateIssuer: "Self", allowedAddresses: [],
 *   networkId: network.networkId, endpointSubnetId: network.subnetIds.endpoints,
 * });
 */
export class Secrets extends pulumi.ComponentResource {
  /** ARM id of the vault. */
  readonly vaultId: pulumi.Output<string>;
  /** Address of the vault's data plane. */
  readonly vaultUri: pulumi.Output<string>;
  /** ARM id of the identity with which the gateway reads its certificates. */
  readonly gatewayIdentityId: pulumi.Output<string>;
  /** The roles by which the gateway reads its certificates, one each: they must stand before the gateway. */
  readonly gatewayMayRead: readonly RoleAssignment[];
  private readonly certificates: ReadonlyMap<string, Certificate>;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Secrets", name, {}, opts);

    const group = tierResourceGroup(name, "secrets", args, { parent: this, ...KEPT });
    const vault = this.vault(name, args, group);
    const identity = new UserAssignedIdentity(
      `${name}-gateway-identity`,
      {
        resourceName: azureName("userAssignedIdentity", `id-${args.datacenter}-gateway`),
        resourceGroupName: group.name,
        location: args.region,
        tags: { ...args.tags, tier: "secrets" },
      },
      { parent: this },
    );

    privateEndpoint(
      name,
      { ...args, tier: "secrets", group, service: "vault", resourceId: vault.id },
      this,
    );

    this.vaultId = vault.id;
    this.vaultUri = vault.properties.apply((properties) => properties.vaultUri ?? "");
    this.gatewayIdentityId = identity.id;
    this.certificates = new Map(
      Object.entries(args.hostnames).map(([market, hostname]) => [
        market,
        this.certificate(name, market, hostname, args.certificateIssuer, vault),
      ]),
    );
    this.gatewayMayRead = [...this.certificates].map(([market, certificate]) =>
      this.letRead(name, market, { vault, label: vaultName(args), identity, certificate }),
    );
    this.registerOutputs({ vaultId: this.vaultId, vaultUri: this.vaultUri });
  }

  /**
   * Where a market's certificate is read: without a version, so that renewals are seen.
   *
   * @throws Error when `market` has no certificate here.
   */
  certificateSecretId(market: string): pulumi.Output<string> {
    const certificate = this.certificates.get(market);
    if (certificate === undefined) throw new Error(`No certificate for market "${market}".`);
    return certificate.versionlessSecretId;
  }

  private vault(name: string, args: SecretsArgs, group: ResourceGroup): Vault {
    return new Vault(
      `${name}-vault`,
      {
        vaultName: vaultName(args),
        resourceGroupName: group.name,
        location: args.region,
        properties: {
          tenantId: getClientConfigOutput({ parent: this }).tenantId,
          sku: { family: "A", name: "standard" },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: 90,
          enablePurgeProtection: true,
          publicNetworkAccess: args.allowedAddresses.length === 0 ? "Disabled" : "Enabled",
          networkAcls: {
            defaultAction: "Deny",
            bypass: "AzureServices",
            ipRules: args.allowedAddresses.map((value) => ({ value })),
            virtualNetworkRules: [],
          },
        },
        tags: { ...args.tags, tier: "secrets" },
      },
      { parent: this, ...KEPT },
    );
  }

  /**
   * Lets the gateway read one certificate, by the secret of its name. It waits for the certificate, as a scope must
   * stand before a role over it.
   */
  private letRead(
    name: string,
    market: string,
    { vault, label, identity, certificate }: Reading,
  ): RoleAssignment {
    const secret = certificateName(market);
    return new RoleAssignment(
      `${name}-gateway-reads-${market}`,
      {
        roleAssignmentName: stableGuid(`${label}/gateway/${secret}/${KEY_VAULT_SECRETS_USER}`),
        scope: pulumi.interpolate`${vault.id}/secrets/${secret}`,
        principalId: identity.principalId,
        principalType: "ServicePrincipal",
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${KEY_VAULT_SECRETS_USER}`,
      },
      { parent: this, dependsOn: [certificate] },
    );
  }

  private certificate(
    name: string,
    market: string,
    hostname: string,
    issuer: string,
    vault: Vault,
  ): Certificate {
    return new Certificate(
      `${name}-${market}-certificate`,
      {
        name: certificateName(market),
        keyVaultId: vault.id,
        certificatePolicy: edgeCertificatePolicy(hostname, issuer),
      },
      { parent: this },
    );
  }
}

/** Who reads which certificate. */
interface Reading {
  readonly vault: Vault;
  /** The vault's name, by which the role's own is made. */
  readonly label: string;
  readonly identity: UserAssignedIdentity;
  readonly certificate: Certificate;
}

/** A market's certificate, and the secret with its key: Key Vault gives both one name. */
function certificateName(market: string): string {
  return azureName("certificate", `edge-${market}`);
}

function vaultName(args: SecretsArgs): string {
  return azureName("vault", `kv-${args.datacenter}-${args.uniqueSuffix}`);
}
