import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { localProject, localStackSettings } from "../../local/stack-files.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, ".gradetide", "bench");

/** A Pulumi project of the benchmark, with one stack. */
export interface Project {
  readonly folder: string;
  readonly stack: string;
}

/** Forgets the projects of an earlier run. */
export function clearProjects(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** Where the benchmark's engine keeps its home and its state. */
export function placeOf(name: "home" | "state" | "azure"): string {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The program as it is, on Sweden's settings. */
export function realProject(): Project {
  return project("real", 'export { default } from "../../../../infra/start.js";\n');
}

/**
 * The same program as the SDK's template would have it: root imports, and each resource's aliases to
 * every older API version.
 */
export function defaultProject(): Project {
  const made = project("default", 'export { default } from "./infra/start.js";\n');
  const infra = join(made.folder, "infra");
  cpSync(join(ROOT, "infra"), infra, { recursive: true });
  cpSync(join(ROOT, "data"), join(made.folder, "data"), { recursive: true });
  for (const file of readdirSync(join(infra, "datacenter"))) {
    const path = join(infra, "datacenter", file);
    writeFileSync(path, withRootImports(readFileSync(path, "utf8")));
  }
  const index = join(infra, "index.ts");
  const text = readFileSync(index, "utf8");
  const dropped = text.replace(/^.*registerStackTransformation.*\n/m, "");
  if (dropped === text) throw new Error("infra/index.ts registers no transformation any more");
  writeFileSync(index, dropped);
  return made;
}

/** As many resources as given, on a provider that does nothing. */
export function bareProject(resources: number): Project {
  return project(
    "bare",
    `import * as pulumi from "@pulumi/pulumi";
export default async function start() {
  for (let i = 0; i < ${resources}; i += 1) {
    new pulumi.CustomResource("bare:index:Thing", \`thing-\${i}\`, { size: i }, { version: "1.0.0" });
  }
}
`,
  );
}

/** As many of Sweden's datacenters in one program as given. */
export function manyProject(datacenters: number): Project {
  return project(
    `many-${datacenters}`,
    `import * as pulumi from "@pulumi/pulumi";
import { withoutOldVersionAliases } from "../../../../infra/datacenter/aliases.ts";
import { Datacenter } from "../../../../infra/datacenter/datacenter.ts";
import { seasonPlan } from "../../../../infra/season/plan.ts";
import { readSettings } from "../../../../infra/settings/index.ts";
import { readPlanInput } from "../../../../infra/settings/plan-input.ts";
export default async function start() {
  pulumi.runtime.registerStackTransformation(withoutOldVersionAliases);
  const root = ${JSON.stringify(ROOT)};
  const settings = readSettings(root, "prod-se");
  const plan = seasonPlan(await readPlanInput({ root, stack: "prod-se", settings }));
  for (let i = 1; i <= ${datacenters}; i += 1) new Datacenter(\`dc-\${i}\`, settings, plan);
}
`,
  );
}

function project(name: string, program: string): Project {
  const folder = join(FOLDER, "projects", name);
  mkdirSync(folder, { recursive: true });
  const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
  const file = "Pulumi.prod-se.yaml";
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "start.js"), program);
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    localProject(read("Pulumi.yaml")).replace(/^name: .*$/m, `name: bench-${name}`),
  );
  writeFileSync(join(folder, file), localStackSettings(file, read(file), undefined));
  return { folder, stack: "prod-se" };
}

/** `import { X } from "@pulumi/azure-native/m/x.js"` as `X` of the package's root. Types stay. */
function withRootImports(source: string): string {
  let count = 0;
  return source.replace(
    /^import \{ (\w+) \} from "@pulumi\/(azure|azure-native)\/(\w+)\/\w+\.js";$/gm,
    (_, name: string, sdk: string, module: string) => {
      count += 1;
      return (
        `import { ${module} as root${count} } from "@pulumi/${sdk}";\n` +
        `const { ${name} } = root${count};`
      );
    },
  );
}
