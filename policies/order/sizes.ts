import { VM_SIZES } from "../../infra/settings/index.ts";
import { control } from "../support/controls.ts";
import { expectValue } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

/** Where processors of a size are switched off. */
const PROCESSORS = "virtualMachineProfile.hardwareProfile.vmSizeProperties";

export const orderSizes: StackPolicy = {
  id: "order-sizes",
  title: "Machines have the size that the settings name, from the allowed list.",
  why: "The plan counts clones of one size: of another, they carry less than is planned, or cost more than was said.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "sku.name: Standard_D96s_v5",
    remedy: "sku.name: the settings' web.vmSize",
  },
  config: {
    allowed: {
      type: "array",
      items: { type: "string" },
      description: "Sizes of machines.",
      default: [...VM_SIZES.keys()],
    },
  },
  checkStack(stack, config) {
    const allowed = setting<readonly string[]>(orderSizes, config, "allowed");
    const { vmSize } = stack.settings.web;
    return ofType(stack, T.scaleSet, T.reservation).flatMap((resource) => [
      ...expectValue(resource, PROCESSORS, () => false, {
        required: "all processors of the size",
        remedy: "Leave `vmSizeProperties` out: the season's plan counts with whole machines.",
        safeWhenAbsent: true,
      }),
      ...expectValue(
        resource,
        "sku.name",
        (name) => name === vmSize && allowed.includes(String(name)),
        {
          required: allowed.includes(vmSize) ? vmSize : `one of ${allowed.join(", ")}`,
          remedy: "Set `web.vmSize`, and take the size from there.",
        },
      ),
    ]);
  },
};
