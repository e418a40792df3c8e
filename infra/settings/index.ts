export { readCalendars } from "./calendars/read-calendars.ts";
export { readCustomers } from "./customers/read-customers.ts";
export {
  DATABASE_CONNECTIONS,
  DATABASE_SIZE_NAMES,
  type DatabaseSizeName,
} from "./database-sizes.ts";
export { DEFAULTS } from "./defaults.ts";
export { LIMITS, webSubnetAddresses } from "./limits.ts";
export { MARKET_CODES, MARKETS, type Market, type MarketCode } from "./markets.ts";
export { parseSettings, type SettingsInput } from "./parse-settings.ts";
export {
  checkBesideOthers,
  checkInstallation,
  checkRelease,
  deploymentDay,
  listStacks,
  readSettings,
} from "./read-settings.ts";
export { REGION_NAMES, REGIONS, type Region, type RegionName, type Zone } from "./regions.ts";
export { imageName } from "./releases/read-releases.ts";
export type { Redundancy } from "./residency.ts";
export type { Retention } from "./retention-floors.ts";
export type {
  BackupSettings,
  BudgetSettings,
  CommonDatabaseSettings,
  DatabaseSettings,
  DdosProtectionSettings,
  EdgeSettings,
  MarketplaceImageSettings,
  MarketSettings,
  NetworkSettings,
  OracleSettings,
  PostgresqlSettings,
  SeasonSettings,
  SecretsSettings,
  Settings,
  StorageSettings,
  WebImageSettings,
  WebSettings,
} from "./settings.ts";
export {
  formatIssue,
  SettingsError,
  type SettingsErrorCode,
  type SettingsIssue,
} from "./settings-error.ts";
export { UserError } from "./user-error.ts";
export { VM_SIZES, type VmSize, type VmSizeName } from "./vm-sizes.ts";
