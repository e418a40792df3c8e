/** The types of the flexible server, as ARM writes them. */
export const SERVER = "Microsoft.DBforPostgreSQL/flexibleServers";
export const CONFIGURATION = `${SERVER}/configurations`;
export const DATABASE = `${SERVER}/databases`;
export const ADMINISTRATOR = `${SERVER}/administrators`;

/** The code of whatever the service does not take: no public source gives another one for these. */
export const REFUSED = "InvalidParameterValue";
