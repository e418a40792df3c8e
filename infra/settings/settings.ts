import type { DatabaseSizeName } from "./database-sizes.ts";
import type { MarketCode } from "./markets.ts";
import type { RegionName, Zone } from "./regions.ts";
import type { Redundancy } from "./residency.ts";
import type { Retention } from "./retention-floors.ts";
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
  readonly database: DatabaseSettings;
  readonly staging: StagingSettings;
  readonly watch: WatchSettings;
  readonly storage: StorageSettings;
  readonly backup: BackupSettings;
  /** Absent: nobody is told of costs. */
  readonly budget?: BudgetSettings;
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
    /** Production's database's own subnet. */
    readonly database: string;
    /** The private endpoints' subnet. */
    readonly endpoints: string;
    /** The subnet of staging's clones. */
    readonly staging: string;
    /** The subnet of staging's database, which production's clones can't reach. */
    readonly stagingDatabase: string;
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

/** The database of all markets. */
export type DatabaseSettings = CommonDatabaseSettings &
  (
    | { readonly engine: "postgresql"; readonly postgresql: PostgresqlSettings }
    | { readonly engine: "oracle"; readonly oracle: OracleSettings }
  );

/** What is set of the database whatever its engine. */
export interface CommonDatabaseSettings {
  /** The zone of the primary. */
  readonly zone: Zone;
  /** The zone of the standby: another one. */
  readonly standbyZone: Zone;
  /** The smallest and the largest size that the season may give it. */
  readonly smallest: DatabaseSizeName;
  readonly largest: DatabaseSizeName;
  /** GiB for data. */
  readonly storageGib: number;
  /** Most connections that may be open at once, whatever the size. */
  readonly connections: number;
  /** Most connections that a clone's pool opens. */
  readonly connectionsPerClone: number;
  readonly backup: {
    /** Days back to which it can be brought, to any moment. */
    readonly retentionDays: number;
    readonly redundancy: Redundancy;
  };
}

/** What only PostgreSQL has. */
export interface PostgresqlSettings {
  /** Major version. */
  readonly version: string;
  /** The directory's group whose members administer the server. */
  readonly administrator: { readonly name: string; readonly objectId: string };
}

/** What only Oracle has. */
export interface OracleSettings {
  /** The zone of the observer: the third one. */
  readonly observerZone: Zone;
  /** Release and update: five numbers. */
  readonly version: string;
  readonly image: MarketplaceImageSettings;
  /** The administrator's, as one line in OpenSSH's format. */
  readonly sshPublicKey: string;
  /** GiB of the redo logs' disk. */
  readonly redoGib: number;
  /** GiB of the recovery area's disk. */
  readonly recoveryGib: number;
  readonly installer: {
    readonly database: OracleInstallerSettings;
    readonly client: OracleInstallerSettings;
  };
  /** Processor licences of Enterprise Edition. */
  readonly licence: { readonly processors: number };
}

/** An installer in the platform's storage account. */
export interface OracleInstallerSettings {
  /** Name of the blob. */
  readonly file: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** The copy of the web tier on which images are tried. */
export interface StagingSettings {
  /** Fewest clones, where it is lent so many. */
  readonly floor: number;
  /** Most clones. */
  readonly ceiling: number;
  /** What staging runs; production's own image where none is written. */
  readonly image: WebImageSettings;
  /** Staging's machine where the engine is Oracle. */
  readonly oracle: {
    readonly size: DatabaseSizeName;
    /** GiB of the data files' disk. */
    readonly storageGib: number;
  };
}

/** Who is told when the datacenter needs somebody. */
export interface WatchSettings {
  /** E-mail addresses of those on duty: 1 to 10, no repeats. */
  readonly emails: readonly string[];
  /** Telephones that are sent texts day and night by severe alerts: `+46 701234567`; at most 5, no repeats. */
  readonly phones: readonly string[];
  /** Days for which logs are kept: 30 to 730. */
  readonly retentionDays: number;
}

/** The storage account of the platform's state. */
export interface StorageSettings {
  readonly redundancy: Redundancy;
  /** Days for which what was deleted or overwritten can be brought back: 7 to 365. */
  readonly keepDays: number;
}

/** The vaults that hold the backups. */
export interface BackupSettings {
  readonly redundancy: Redundancy;
  readonly retention: Retention;
  /** Days for which a deleted backup can be brought back: 14 to 180. */
  readonly softDeleteDays: number;
  /** `locked` can never be undone. */
  readonly immutability: "disabled" | "unlocked" | "locked";
  /** ARM id of the guard without whose owner the vaults can't be weakened; absent: none. */
  readonly resourceGuardId?: string;
}

/** What a month may cost, in the currency in which Azure bills the subscription. */
export interface BudgetSettings {
  /** The amount of each month of the year, January first: twelve. */
  readonly amounts: readonly number[];
  /** The last month for which they were granted; absent: without an end. */
  readonly until?: Temporal.PlainYearMonth;
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
