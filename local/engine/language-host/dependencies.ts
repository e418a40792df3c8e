import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An installed npm package. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
}

interface Lock {
  readonly packages?: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Lists what a project depends on, for `pulumi about`, from its package-lock.json; nothing where there is none.
 *
 * @param folder the project's folder
 * @param transitive also what its dependencies depend on
 */
export function readDependencies(folder: string, transitive: boolean): readonly Dependency[] {
  const packages = readLock(join(folder, "package-lock.json")).packages ?? {};
  const direct = packages[""]?.dependencies ?? {};
  const prefix = "node_modules/";
  return Object.entries(packages)
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, { version }]) => ({
      path,
      name: path.slice(path.lastIndexOf(prefix) + prefix.length),
      version: version ?? "",
    }))
    .filter(({ path, name }) => transitive || (path === prefix + name && name in direct))
    .map(({ name, version }) => ({ name, version }));
}

function readLock(path: string): Lock {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Lock;
  } catch {
    return {};
  }
}
