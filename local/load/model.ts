/** How fast a clone works, and how much it takes in. */
export interface CloneModel {
  /** Mean time that a request occupies one vCPU of a warm clone. Seconds. */
  readonly serviceSeconds: number;
  /** Places for requests in service and waiting, for each vCPU. */
  readonly placesPerVcpu: number;
  /** CPU percentage of a clone that serves nothing. */
  readonly idleCpuPercent: number;
  /** Speed of a clone in its first minute in rotation, as a share of a warm one's. */
  readonly coldSpeed: number;
  /** Minutes in rotation after which a clone has its full speed; the speed rises in a straight line. */
  readonly warmUpMinutes: number;
}

/** The gateway's health probe. */
export interface ProbeModel {
  /** Seconds between two probes. */
  readonly intervalSeconds: number;
  /** Seconds after which a probe without an answer has failed. */
  readonly timeoutSeconds: number;
  /** Failures in a row after which the gateway takes a clone out. */
  readonly unhealthyThreshold: number;
  /** Share of refused requests from which probes count as failing, too. */
  readonly refusedShare: number;
}

/** What an instance of the gateway can do, and how it grows. */
export interface GatewayModel {
  readonly requestsPerComputeUnit: number;
  readonly computeUnitsPerInstance: number;
  /** Share of its instances' capacity at which it wants the next one. */
  readonly growAt: number;
  /** Minutes from wanting instances to having them, and of wanting fewer until they go. From 1. */
  readonly delayMinutes: number;
  /** Instances that are there with a minimum of 0. */
  readonly leastInstances: number;
  /** Milliseconds that the gateway adds to a request. */
  readonly overheadMs: number;
}

export interface WebTierModel {
  readonly clone: CloneModel;
  readonly probe: ProbeModel;
  readonly gateway: GatewayModel;
}

/**
 * A warm Standard_D4s_v5 (4 vCPUs) carries 4 / 0.04 s = 100 requests a second at full use. Assumed:
 * a page of a school platform takes 40 ms of one vCPU. 400 places on its 4 vCPUs are Apache httpd's
 * default MaxRequestWorkers (16 processes of 25 threads); when all are taken, a request stays
 * 400 × 0.04 / 4 = 4 s: a warm clone at its limit is slow, refuses what is above, and still answers
 * the probe in time, while a cold one, at 4 / 0.7 = 5.7 s, does not.
 *
 * Everything here but the places is assumed: measure a platform's own figures and replace them.
 */
export const ASSUMED_CLONE: CloneModel = {
  serviceSeconds: 0.04,
  placesPerVcpu: 100,
  idleCpuPercent: 3,
  coldSpeed: 0.7,
  warmUpMinutes: 5,
};

/**
 * The probe that the program declares. A probe is a request like any other; that one in four being
 * refused makes three failures in a row a matter of minutes is assumed.
 */
export const DECLARED_PROBE: ProbeModel = {
  intervalSeconds: 10,
  timeoutSeconds: 5,
  unhealthyThreshold: 3,
  refusedShare: 0.25,
};

/**
 * WAF_v2. Sources, Microsoft Learn: "Understanding pricing for Azure Application Gateway and Web
 * Application Firewall" (a compute unit carries about 10 requests a second under the firewall, an
 * instance at least 10 capacity units) and "Application Gateway high traffic support" (autoscale
 * takes three to five minutes to have instances ready; an older revision said six to seven).
 *
 * Undocumented, so assumed: at which use it grows, how long it waits before it shrinks, how many
 * instances a minimum of 0 has (it is said to be highly available all the same), its own time.
 */
export const WAF_V2_GATEWAY: GatewayModel = {
  requestsPerComputeUnit: 10,
  computeUnitsPerInstance: 10,
  growAt: 0.75,
  delayMinutes: 5,
  leastInstances: 1,
  overheadMs: 5,
};

export const DEFAULT_MODEL: WebTierModel = {
  clone: ASSUMED_CLONE,
  probe: DECLARED_PROBE,
  gateway: WAF_V2_GATEWAY,
};

/**
 * The steps in which a minute is played while probes fail, in seconds: a probe's interval, or the
 * longest divisor of a minute below it.
 */
export function probeStepSeconds({ intervalSeconds }: ProbeModel): number {
  let seconds = Math.min(60, Math.max(1, Math.floor(intervalSeconds)));
  while (60 % seconds !== 0) seconds--;
  return seconds;
}

/** Speed of a clone that has been in rotation for so many minutes (and parts of one), as a share of a warm one's. */
export function speedAfter(minutes: number, model: CloneModel): number {
  return minutes >= model.warmUpMinutes
    ? 1
    : model.coldSpeed + ((1 - model.coldSpeed) * minutes) / model.warmUpMinutes;
}
