import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { items, numberAt, read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

const POLICY = "certificatePolicy";
const ACTIONS = `${POLICY}.lifetimeActions`;

const DAYS_OF_MONTH = 30;

/** Part of a certificate's life before its end in which it may be renewed. Ours: earlier, issuers' limits are used up. */
const LATE_ENOUGH = 0.75;

export const secretsCertificateRenewal: ResourcePolicy = {
  id: "secrets-certificate-renewal",
  title: "Certificates renew themselves in time, with a new and strong key each.",
  why: "A certificate that ends unseen takes a whole country's schools offline, on a day that nobody chose.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: {
    violation: "lifetimeActions: EmailContacts 3 days before",
    remedy: "lifetimeActions: AutoRenew 45 days before",
  },
  config: {
    daysBefore: {
      type: "integer",
      description: "Fewest days before its end on which a certificate is renewed.",
      default: 21,
      minimum: 7,
      maximum: 90,
    },
    validMonths: {
      type: "integer",
      description: "Most months for which a certificate is valid.",
      default: 12,
      minimum: 1,
      maximum: 24,
    },
  },
  types: [T.certificate],
  check(resource, config) {
    const before = setting<number>(secretsCertificateRenewal, config, "daysBefore");
    const months = setting<number>(secretsCertificateRenewal, config, "validMonths");
    const renewal = {
      required: `AutoRenew, ${before} days before the end or earlier, in the last three quarters of its life`,
      remedy: "Set `lifetimeActions` to AutoRenew with `daysBeforeExpiry` 45.",
    };
    const valid = numberAt(resource.inputs, `${POLICY}.x509CertificateProperties.validityInMonths`);
    const most = (valid ?? months) * DAYS_OF_MONTH * LATE_ENOUGH;
    const renews = items(resource.inputs, ACTIONS).some(({ value }) => {
      const days = daysBefore(value, valid ?? months);
      return textAt(value, "action.actionType") === "AutoRenew" && days >= before && days <= most;
    });
    const imported = read(resource.inputs, "certificate").kind !== "absent";
    return [
      ...(renews
        ? []
        : [violation(resource, ACTIONS, shown(read(resource.inputs, ACTIONS).kind), renewal)]),
      ...(imported
        ? [
            violation(resource, "certificate", "imported, with its key", {
              required: "made in the vault",
              remedy:
                "Let the vault make it, by a registered issuer: an imported one is never renewed.",
            }),
          ]
        : []),
      ...expectValue(resource, `${POLICY}.keyProperties.reuseKey`, (value) => value === false, {
        required: "false",
        remedy: "Set `reuseKey` to false: a stolen key must end with its certificate.",
      }),
      ...expectValue(resource, `${POLICY}.keyProperties.keySize`, isStrong, {
        required: "2048 or more for RSA, 256 or more for EC",
        remedy: "Set `keySize` to 2048 or more.",
        safeWhenAbsent: true,
      }),
      ...expectValue(
        resource,
        `${POLICY}.x509CertificateProperties.validityInMonths`,
        (value) => typeof value === "number" && value <= months,
        {
          required: `${months} months or less`,
          remedy: `Set \`validityInMonths\` to ${months} or less: browsers take no longer one.`,
        },
      ),
    ];
  },
};

function daysBefore(action: unknown, validMonths: number): number {
  const percentage = numberAt(action, "trigger.lifetimePercentage");
  const days = numberAt(action, "trigger.daysBeforeExpiry");
  return (
    days ?? (percentage === undefined ? 0 : (1 - percentage / 100) * validMonths * DAYS_OF_MONTH)
  );
}

function isStrong(size: unknown): boolean {
  return typeof size === "number" && (size >= 2048 || size === 256 || size === 384 || size === 521);
}
