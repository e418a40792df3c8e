import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { type Config, type ResourcePolicy, setting } from "../support/policy.ts";
import { items, leaves, read, textAt } from "../support/read.ts";
import { type Resource, UNKNOWN } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { isOwnHandOver, isOwnInstallation } from "./packed-script.ts";

/** Azure's extension that runs any script as root. */
const SCRIPTS = "Microsoft.Azure.Extensions/CustomScript";

/** Properties in which an extension is told what no plan shows. */
const HIDDEN = ["protectedSettings", "protectedSettingsFromKeyVault"];

export const machineOwnScripts: ResourcePolicy = {
  id: "machine-own-scripts",
  title:
    "What runs on a machine as root is this project's own, as it lies here, or an agent of the list.",
  why: "A run command or an extension is a root shell on the database or on every clone. What it fetches from elsewhere is another thing tomorrow.",
  severity: "mandatory",
  control: control("A.8.19"),
  example: {
    violation: "source: { script: curl … | bash }, or an extension with fileUris",
    remedy: "put the script into the project, and let the program read it from there",
  },
  config: {
    extensions: {
      type: "array",
      items: { type: "string" },
      description:
        "Extensions that may run, publisher/type; scripts are compared with the project's own.",
      default: [
        "Microsoft.ManagedServices/ApplicationHealthLinux",
        "Microsoft.Azure.Monitor/AzureMonitorLinuxAgent",
      ],
    },
  },
  types: [T.machineCommand, T.machineExtension, T.scaleSet, T.machine],
  check(resource, config) {
    if (resource.type === T.machineCommand) return judgeCommand(resource);
    if (resource.type === T.machineExtension)
      return judgeExtension(resource, resource.inputs, "", config);
    const path = [
      "virtualMachineProfile.extensionProfile.extensions",
      "extensionProfile.extensions",
    ];
    return path.flatMap((one) =>
      items(resource.inputs, one).flatMap((part) =>
        judgeExtension(resource, part.value, `${part.path}.`, config),
      ),
    );
  },
};

/** A run command: its script, and nothing that is fetched. */
function judgeCommand(resource: Resource): readonly Finding[] {
  const script = read(resource.inputs, "source.script");
  const must = {
    required: "infra/datacenter/database/oracle/hand-over.sh as it is",
    remedy: "Put what has to run into the project's own scripts, which are reviewed and tested.",
  };
  if (isFetched(resource.inputs))
    return [violation(resource, "source", "fetched from elsewhere", must)];
  if (script.kind === "unknown") return [unknown(resource, "source.script", must)];
  const text = script.kind === "value" ? String(script.value) : "";
  return isOwnHandOver(text)
    ? []
    : [
        violation(
          resource,
          "source.script",
          script.kind === "absent" ? "absent" : shown(text),
          must,
        ),
      ];
}

/** Whether a source names a place from which its script is fetched. */
function isFetched(inputs: unknown): boolean {
  return ["scriptUri", "commandId", "galleryScriptReferenceId"].some(
    (name) => read(inputs, `source.${name}`).kind !== "absent",
  );
}

function judgeExtension(
  resource: Resource,
  extension: unknown,
  at: string,
  config: Config,
): readonly Finding[] {
  const allowed = setting<readonly string[]>(machineOwnScripts, config, "extensions");
  const name = `${textAt(extension, "publisher") ?? "nobody"}/${textAt(extension, "type") ?? "nothing"}`;
  if (allowed.includes(name)) return [];
  if (name !== SCRIPTS) {
    return [
      violation(resource, `${at}publisher`, `the extension ${name}`, {
        required: allowed.join(" or "),
        remedy:
          "Take the extension away, or judge it and add it to this policy's list `extensions`.",
      }),
    ];
  }
  return judgeScript(resource, extension, at);
}

/** A custom script: the packed installation, in `settings.script`, and nothing beside it. */
function judgeScript(resource: Resource, extension: unknown, at: string): readonly Finding[] {
  const must = {
    required:
      "the installation of infra/datacenter/database/oracle/install as it is, in `settings.script`",
    remedy: "Put what has to run into the project's own scripts, which are reviewed and tested.",
  };
  const hidden = HIDDEN.find((name) => read(extension, name).kind !== "absent");
  if (hidden !== undefined) {
    return [violation(resource, `${at}${hidden}`, "a script that nobody sees", must)];
  }
  const settings = read(extension, "settings");
  // What a machine is told holds ids that Azure has yet to give: it is judged when they are known.
  if (settings.kind === "unknown") return [];
  const given = [...leaves(settings.kind === "value" ? settings.value : {})];
  const [only] = given;
  if (only?.path === "script" && given.length === 1) {
    if (only.value === UNKNOWN) return [];
    if (typeof only.value === "string" && isOwnInstallation(only.value)) return [];
  }
  return [violation(resource, `${at}settings`, "another script", must)];
}
