import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { type StackPolicy, setting } from "../support/policy.ts";
import { plainType, type Resource } from "../support/resource.ts";

/** Versions that azure-native 3.28 takes by default and that are previews, November 2026. */
const DEFAULTS: readonly string[] = [
  "azure-native:monitor:AutoscaleSetting 2021-05-01-preview",
  "azure-native:monitor:DiagnosticSetting 2021-05-01-preview",
  "azure-native:monitor:ActionGroup 2024-10-01-preview",
  "azure-native:monitor:ScheduledQueryRule 2025-01-01-preview",
];

export const orderApiVersions: StackPolicy = {
  id: "order-api-versions",
  title:
    "Azure is spoken to by generally available versions of its API, wherever the SDK offers one by default.",
  why: "A preview may change or end without notice, and Azure answers no questions about it.",
  severity: "mandatory",
  control: control("A.8.9"),
  example: {
    violation: "azure-native:network/v20231101preview:VirtualNetwork",
    remedy: "azure-native:network:VirtualNetwork",
  },
  config: {
    previews: {
      type: "array",
      items: { type: "string" },
      description: "Previews that are the SDK's own default: type and version.",
      default: DEFAULTS,
    },
  },
  checkStack(stack, config) {
    const previews = setting<readonly string[]>(orderApiVersions, config, "previews");
    return stack.resources.flatMap((resource) => judge(resource, previews));
  },
};

function judge(resource: Resource, previews: readonly string[]): readonly Finding[] {
  const { type } = resource;
  const apiVersion = plainType(resource.registeredType).apiVersion ?? resource.apiVersion;
  if (apiVersion === undefined || !/preview|alpha|beta/.test(apiVersion)) return [];
  if (previews.includes(`${type} ${apiVersion}`)) return [];
  return [
    violation(resource, "", `by the API's preview ${apiVersion}`, {
      required: "a generally available version",
      remedy: "Import the resource without a version, so that the SDK's default is taken.",
    }),
  ];
}
