import { BEHAVIOURS } from "../../../local/behaviours/table.ts";

/** What the local Azure claims to do besides keeping resources. */
const CLAIMS = [
  "clock",
  "machines' lifecycle",
  "automatic repairs",
  "rolling upgrades",
  "scale-in",
  "quota and capacity",
  "autoscale runs",
  "alerts fire",
  "load",
  "fault: machine",
  "fault: host",
  "fault: zone",
  "fault: region",
  "fault: slow",
  "fault: call",
  "metrics",
  "activity log",
  "vault certificates",
];

/** Everything that counts as supported once it is proved to accept, refuse and change: types first. */
export const SUBJECTS: readonly string[] = [...BEHAVIOURS.map(({ type }) => type), ...CLAIMS];
