import { describe, expect, test } from "@jest/globals";
import { changesOf } from "../../../ops/check/changes.ts";
import { readEvents } from "../../../ops/check/events.ts";
import { POLICY_TEXTS } from "../../../policies/registry.ts";
import { formatMessage } from "../../../policies/support/message.ts";
import { UNKNOWN } from "../../../policies/support/resource.ts";

const URN = "urn:pulumi:prod-se::gradetide::T::prod-se-web-clones";
const message = formatMessage(
  {
    kind: "violation",
    urn: URN,
    path: "zones",
    value: '["1"]',
    required: "two",
    remedy: "list two",
  },
  "A.8.14 Redundancy of information processing facilities",
);
const violation = (over: object = {}): object => ({
  policyEvent: {
    resourceUrn: URN,
    message: `Clones stand in at least two zones.\n${message}\n`,
    policyName: "web-zones",
    enforcementLevel: "mandatory",
    ...over,
  },
});
const JUDGED = { policyAnalyzeStackSummaryEvent: { passed: [] } };
const step = (metadata: object): object => ({ resourcePreEvent: { metadata } });

const read = (...events: readonly object[]) =>
  readEvents(events.map((event) => JSON.stringify(event)).join("\n"), POLICY_TEXTS);

describe("the engine's events", () => {
  test("tell findings with all that a person needs", () => {
    expect(read(violation(), JUDGED)).toMatchObject({
      wasJudged: true,
      errors: [],
      findings: [
        {
          policy: "web-zones",
          severity: "mandatory",
          kind: "violation",
          resource: "prod-se-web-clones",
          what: 'prod-se-web-clones: zones is ["1"].',
          required: "two",
          remedy: "list two",
        },
      ],
    });
  });

  test("tell findings in the same order on every run, the grave ones first, each once", () => {
    const other = violation({ policyName: "edge-zones" });
    const mild = violation({ policyName: "edge-bot-rules", enforcementLevel: "advisory" });
    const one = read(mild, violation(), other, other, JUDGED).findings;
    expect(one.map(({ policy }) => policy)).toEqual(["edge-zones", "web-zones", "edge-bot-rules"]);
    expect(read(other, violation(), mild, JUDGED).findings).toEqual(one);
  });

  test("are an error where a policy says what nobody can read, or is none of ours", () => {
    expect(read(violation({ message: "can't run policy" }), JUDGED).errors).toHaveLength(1);
    expect(read(violation({ policyName: "stranger" }), JUDGED).errors).toHaveLength(1);
  });

  test("tell the program's errors, and not that a policy stopped the preview", () => {
    const error = (text: string) => ({ diagnosticEvent: { severity: "error", message: text } });
    expect(read(error("preview failed\n"), JUDGED).errors).toEqual([]);
    expect(read(error("zones is wrong"), JUDGED).errors).toEqual(["zones is wrong"]);
  });

  test("tell that nobody judged, where the pack was not asked about the stack", () => {
    expect(read(violation()).wasJudged).toBe(false);
  });

  test("tell the steps, with what nobody knows yet as such", () => {
    const { steps } = read(
      step({
        op: "update",
        urn: URN,
        type: "azure-native:compute/v20240301:VirtualMachineScaleSet",
        old: { inputs: { zones: ["1"] } },
        new: { inputs: { zones: ["2"], id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } },
        detailedDiff: { "zones[0]": { diffKind: "update" } },
      }),
    );
    expect(steps).toEqual([
      {
        op: "update",
        urn: URN,
        type: "azure-native:compute:VirtualMachineScaleSet",
        changed: ["zones[0]"],
        before: { zones: ["1"] },
        after: { zones: ["2"], id: UNKNOWN },
      },
    ]);
    expect(changesOf(steps)).toEqual([
      {
        sign: "~",
        resource: "prod-se-web-clones",
        type: "azure-native:compute:VirtualMachineScaleSet",
        properties: ["zones[0]"],
      },
    ]);
  });

  test("tell what a refresh has not found any more, and not that it looked", () => {
    const state = { inputs: { zones: ["1"] } };
    const looked = { op: "refresh", urn: URN, type: "azure-native:network:NatGateway", old: state };
    const found = { resOutputsEvent: { metadata: { ...looked, new: state } } };
    const { steps } = read(step(looked), found, step(looked), {
      resOutputsEvent: { metadata: looked },
    });
    expect(steps).toEqual([
      { op: "gone", urn: URN, type: looked.type, changed: [], before: { zones: ["1"] } },
    ]);
  });

  test("leave out of what would change what stays, and what is no resource of Azure's", () => {
    const { steps } = read(
      step({ op: "same", urn: URN, type: "azure-native:network:NatGateway" }),
      step({ op: "create", urn: URN, type: "pulumi:pulumi:Stack" }),
      step({ op: "delete-replaced", urn: URN, type: "azure-native:network:NatGateway" }),
      step({ op: "replace", urn: URN, type: "azure-native:network:NatGateway", diffs: ["zones"] }),
    );
    expect(changesOf(steps).map(({ sign, properties }) => [sign, properties])).toEqual([
      ["+-", ["zones"]],
    ]);
  });
});
