/** The one account of the local Azure. The ids are made up, and the same on every machine. */
export const account = {
  subscriptionId: "0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad01",
  subscriptionName: "Local Azure",
  tenantId: "0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad02",
  clientId: "0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad03",
  objectId: "0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad04",
} as const;
