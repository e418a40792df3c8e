import type { Settings } from "../../../infra/settings/index.ts";

/** Settings of a small datacenter of two markets, as the parser would return them. */
export const SETTINGS: Settings = {
  region: "swedencentral",
  zones: ["1", "2", "3"],
  uniqueSuffix: "k7m2",
  markets: [
    { code: "se", hostname: "se.school.example" },
    { code: "ch", hostname: "ch.school.example" },
  ],
  network: {
    addressSpace: "10.10.0.0/16",
    subnets: { edge: "10.10.0.0/24", web: "10.10.4.0/22" },
    ddosProtection: { mode: "perAddress" },
  },
  edge: {
    minimum: 2,
    maximum: 10,
    rateLimitPerMinute: 5000,
    drainSeconds: 60,
    certificateIssuer: "Self",
  },
  secrets: { allowedAddresses: ["192.0.2.10"] },
  web: {
    vmSize: "Standard_D4s_v5",
    floor: 4,
    ceiling: 24,
    image: {
      marketplace: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "24.04.202510010",
      },
    },
    adminSshPublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample gradetide",
    healthPath: "/health",
    gracePeriodMinutes: 10,
  },
  watch: { emails: ["duty@platform.example", "night@platform.example"] },
  season: {},
  tags: { costCentre: "hosting" },
};
