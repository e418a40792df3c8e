import type * as pulumi from "@pulumi/pulumi";

/** A resource type of azure-native that names its API version, as `azure-native:network/v20240501:…`. */
const OLD_VERSION = /^azure-native:[^:]+\/v\d{8}[a-z]*:/;

/**
 * A stack transformation that drops the aliases that the SDK gives each resource for every API
 * version it ever had: no resource of ours had an older one, and the engine pays for each alias
 * (docs/benchmarks.md). Aliases of our own, for renames, are kept.
 */
export function withoutOldVersionAliases(
  args: pulumi.ResourceTransformationArgs,
): pulumi.ResourceTransformationResult {
  const aliases = args.opts.aliases;
  if (!Array.isArray(aliases)) return { props: args.props, opts: args.opts };
  return {
    props: args.props,
    opts: { ...args.opts, aliases: aliases.filter((alias) => !isOldVersion(alias)) },
  };
}

function isOldVersion(alias: pulumi.Input<pulumi.URN | pulumi.Alias>): boolean {
  if (typeof alias !== "object" || alias === null || !("type" in alias)) return false;
  return typeof alias.type === "string" && OLD_VERSION.test(alias.type);
}
