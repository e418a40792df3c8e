import { control } from "../support/controls.ts";
import { expectValue } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { numberAt, toNumber } from "../support/read.ts";
import { T } from "../support/types.ts";

const SCALE = "autoscaleConfiguration";

export const edgeGatewayBounds: ResourcePolicy = {
  id: "edge-gateway-bounds",
  title: "The gateway grows by itself, from two instances at least.",
  why: "One instance is lost with its host; a fixed count is either too small in the grade week or paid for all year.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation: "autoscaleConfiguration: { minCapacity: 1 }",
    remedy: "minCapacity: 2 or more, maxCapacity above it",
  },
  types: [T.gateway],
  check: (resource) => [
    ...expectValue(resource, `${SCALE}.minCapacity`, (count) => (toNumber(count) ?? 0) >= 2, {
      required: "2 or more",
      remedy: "Set `edge.minimum` to 2 or more.",
    }),
    ...expectValue(
      resource,
      `${SCALE}.maxCapacity`,
      (count) => {
        const most = toNumber(count) ?? 0;
        return most <= 125 && most > (numberAt(resource.inputs, `${SCALE}.minCapacity`) ?? 0);
      },
      {
        required: "more than the minimum, 125 at most",
        remedy: "Set `edge.maximum` above `edge.minimum`.",
      },
    ),
  ],
};
