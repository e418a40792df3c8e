export { readCalendars } from "./calendars/read-calendars.ts";
export { readCustomers } from "./customers/read-customers.ts";
export { DEFAULTS } from "./defaults.ts";
export { LIMITS, webSubnetAddresses } from "./limits.ts";
export { MARKET_CODES, MARKETS, type Market, type MarketCode } from "./markets.ts";
export { parseSettings, type SettingsInput } from "./parse-settings.ts";
export { checkBesideOthers, checkInstallation, listStacks, readSettings } from "./read-settings.ts";
export { REGION_NAMES, REGIONS, type Region, type RegionName, type Zone } from "./regions.ts";
export type {
  DdosProtectionSettings,
  EdgeSettings,
  MarketplaceImageSettings,
  MarketSettings,
  NetworkSettings,
  SeasonSettings,
  SecretsSettings,
  Settings,
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
