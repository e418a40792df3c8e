import type { Calendar } from "../../../infra/season/calendar.ts";
import { type SeasonPlanInput, seasonPlan } from "../../../infra/season/plan.ts";
import type { MarketCode, OracleSettings } from "../../../infra/settings/index.ts";
import { at, calendar, customers, PLAIN_MODEL, region } from "./demand/fixture.ts";

/** A school year with every kind of season, and an opening on the last day of its grade period. */
export const YEAR = [
  "holiday 2026-06-13",
  "term-start 2026-08-17",
  "term 2026-08-31",
  "grade-period 2026-12-01",
  "holiday 2026-12-19",
  "term-start 2027-01-11",
  "term 2027-01-25",
  "grade-period 2027-05-24",
  "holiday 2027-06-12",
  "term-start 2027-08-16",
  "term 2027-08-30",
  "grade-period 2027-11-29",
  "holiday 2027-12-18",
  "end 2028-01-10",
];

const NIGHT = Array(6).fill(0.2);
const EVENING = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];

/** 1 request a second for a thousand pupils by day in term, three times as many at the bell. */
export const MODEL = {
  ...PLAIN_MODEL,
  season: { term: 1, "term-start": 1.25, "grade-period": 1.5, holiday: 0.2 },
  hour: {
    schoolDay: [...NIGHT, 0.5, ...Array(10).fill(1), ...EVENING],
    dayOff: Array(24).fill(0.2),
  },
  bell: { minute: 480, times: 3, before: 5, after: 10 },
  gradeOpening: { rpsPerThousandPupils: 5, halfLifeMinutes: 15 },
};

const installer = { file: "oracle.zip", sha256: "0".repeat(64) };

/** What a database on Oracle is set to. The plan reads none of it. */
const ORACLE: OracleSettings = {
  observerZone: "3",
  version: "19.25.0.0.0",
  image: { publisher: "Oracle", offer: "Oracle-Linux", sku: "ol88-lvm-gen2", version: "8.8.3" },
  sshPublicKey: "ssh-ed25519 AAAA",
  redoGib: 16,
  recoveryGib: 256,
  installer: { database: installer, client: installer },
  licence: { processors: 96 },
};

/** A datacenter of one market, by default Sweden with 300,000 pupils from 25 November 2026. */
export function planInput(more: Partial<SeasonPlanInput> = {}): SeasonPlanInput {
  return {
    datacenter: "prod-se",
    zone: { iana: "Europe/Stockholm", windows: "W. Europe Standard Time" },
    now: at("se", "2026-11-25T00:00"),
    settings: {
      markets: [{ code: "se", hostname: "se.school.example" }],
      zones: ["1", "2", "3"],
      staging: {
        floor: 1,
        ceiling: 6,
        image: { gallery: "one" },
        oracle: { size: "Standard_D2ds_v5", storageGib: 64 },
      },
      database: {
        engine: "oracle",
        oracle: ORACLE,
        zone: "1",
        standbyZone: "2",
        smallest: "Standard_D2ds_v5",
        largest: "Standard_D96ds_v5",
        storageGib: 256,
        connections: 4985,
        connectionsPerClone: 25,
        backup: { retentionDays: 35, redundancy: "zone" },
      },
      edge: {
        minimum: 2,
        maximum: 60,
        rateLimitPerMinute: 1000,
        drainSeconds: 60,
        certificateIssuer: "Self",
      },
      web: {
        vmSize: "Standard_D4s_v5",
        floor: 4,
        ceiling: 100,
        image: { gallery: "one" },
        adminSshPublicKey: "ssh-ed25519 A",
        healthPath: "/health",
        gracePeriodMinutes: 10,
      },
    },
    vcpus: 4,
    calendars: calendars(calendar("se", region("se", YEAR, { opened: ["2026-12-18T08:00"] }))),
    countries: new Map([["se", "Sweden"]]),
    customers: customers(300_000),
    modelOf: () => MODEL,
    ...more,
  };
}

export function calendars(...all: readonly Calendar[]): ReadonlyMap<MarketCode, Calendar> {
  return new Map(all.map((one) => [one.market, one]));
}

/** The plan of the fixture. Computed once. */
export const PLAN = seasonPlan(planInput());
