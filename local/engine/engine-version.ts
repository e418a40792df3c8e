/** The version that is fetched or built where the machine has no suitable engine: that of `@pulumi/pulumi`. */
export const engineVersion = "3.250.0";

/** What a machine's own engine must be, in words for people. */
export const suitableVersions = `${engineVersion} or newer, below 4`;

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: boolean;
}

/**
 * Reads the answer of `pulumi version`.
 *
 * @param answer its standard output, for example "v3.250.0\n"
 * @returns the version without its "v", or undefined when the answer holds none
 */
export function parseVersion(answer: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)\s*$/m.exec(answer)?.[1];
}

/** Whether an engine of this version runs the program: at least {@link engineVersion}, and of major version 3. */
export function isSuitableVersion(version: string): boolean {
  const found = split(version);
  const least = split(engineVersion);
  if (found === undefined || least === undefined || found.numbers[0] !== least.numbers[0]) {
    return false;
  }
  for (let index = 1; index < 3; index += 1) {
    const difference = (found.numbers[index] ?? 0) - (least.numbers[index] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return !found.prerelease;
}

function split(version: string): Version | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(version);
  if (parts === null) {
    return undefined;
  }
  return {
    numbers: [Number(parts[1]), Number(parts[2]), Number(parts[3])],
    prerelease: parts[4] !== undefined,
  };
}
