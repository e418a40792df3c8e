import type { MarketCode } from "./markets.ts";
import type { RegionName, Zone } from "./regions.ts";
import type { VmSizeName } from "./vm-sizes.ts";

/**
 * Everything that a person sets for one country's datacenter, checked, with all defaults filled in.
 * Units, ranges and defaults of every field stand in docs/settings.md, which is generated from the
 * schema.
 */
export interface Settings {
  /** The Azure region in which the datacenter stands. */
  readonly region: RegionName;
  /** Availability zones over which everything is spread: sorted, without repeats, never empty. */
  readonly zones: readonly Zone[];
  /** Makes this installation's vault and DNS names its own in all of Azure: 3 to 6 of a-z, 0-9. */
  readonly uniqueSuffix: string;
  /** The markets that this datacenter serves: 1 to 10, in the order written, no repeats. */
  readonly markets: readonly MarketSettings[];
  readonly network: NetworkSettings;
  readonly edge: EdgeSettings;
  readonly secrets: SecretsSettings;
  readonly web: WebSettings;
  readonly watch: WatchSettings;
  readonly season: SeasonSettings;
  /** Tags of the installation's owner, put on every resource that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A market and the hostname under which its schools reach the platform. */
export interface MarketSettings {
  readonly code: MarketCode;
  /** Fully qualified, lower case, IDNA's ASCII form, without a final dot. */
  readonly hostname: string;
}

/** The address ranges, in canonical CIDR notation, and the protection of public addresses. */
export interface NetworkSettings {
  readonly addressSpace: string;
  readonly subnets: {
    /** The gateway's own subnet. */
    readonly edge: string;
    /** The clones' subnet. */
    readonly web: string;
  };
  readonly ddosProtection: DdosProtectionSettings;
}

/** `perAddress` is DDoS IP Protection; `plan` is an existing DDoS Network Protection plan, by id. */
export type DdosProtectionSettings =
  | { readonly mode: "perAddress" | "none" }
  | { readonly mode: "plan"; readonly planId: string };

/** The application gateway and its firewall. */
export interface EdgeSettings {
  /** Fewest gateway instances. */
  readonly minimum: number;
  /** Most gateway instances. */
  readonly maximum: number;
  /** Requests a minute from one client address above which the firewall blocks that address. */
  readonly rateLimitPerMinute: number;
  /** Seconds that a clone which leaves the pool may still take to answer what it has begun. */
  readonly drainSeconds: number;
  /** "Self", or the name of a certificate issuer that is registered in the vault. */
  readonly certificateIssuer: string;
}

/** Who may reach the vault's public endpoint besides Azure's own trusted services. */
export interface SecretsSettings {
  /** Public IPv4 addresses and CIDR ranges. */
  readonly allowedAddresses: readonly string[];
}

/** The clones. */
export interface WebSettings {
  readonly vmSize: VmSizeName;
  /** Fewest clones. */
  readonly floor: number;
  /** Most clones. */
  readonly ceiling: number;
  readonly image: WebImageSettings;
  /** One line in OpenSSH's format: type, key and, where there is one, the comment. */
  readonly adminSshPublicKey: string;
  /** The path, on port 80, that answers 200 as long as a clone is well. */
  readonly healthPath: string;
  /** Minutes that a new or changed clone has to become well before it is repaired. */
  readonly gracePeriodMinutes: number;
}

/** Who is told when the datacenter needs somebody. */
export interface WatchSettings {
  /** E-mail addresses of those on duty: 1 to 10, no repeats. */
  readonly emails: readonly string[];
}

/** The season's plan. */
export interface SeasonSettings {
  /** The date from which it is planned; absent: today, in the zone of the first market. */
  readonly today?: Temporal.PlainDate;
}

/** The one pinned image of all clones: a gallery image version by its ARM id, or a marketplace image. */
export type WebImageSettings =
  | { readonly gallery: string }
  | { readonly marketplace: MarketplaceImageSettings };

/** A marketplace image, down to the exact version. */
export interface MarketplaceImageSettings {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
}
