import { fileURLToPath } from "node:url";
import { PolicyPack } from "@pulumi/policy";
import { RunError } from "@pulumi/pulumi";
import { listStacks, SettingsError } from "../infra/settings/index.ts";
import { type Exception, readExceptions } from "./exceptions/read-exceptions.ts";
import { KNOWN_POLICIES, POLICIES } from "./registry.ts";
import { packPolicies } from "./support/pack.ts";
import { unpackOnce } from "./support/unpack-once.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

unpackOnce();
new PolicyPack("gradetide", {
  policies: packPolicies(POLICIES, exceptions(), Temporal.Now.plainDateISO("UTC")),
});

/** What a person must mend is told without a stack trace. */
function exceptions(): readonly Exception[] {
  try {
    return readExceptions(ROOT, { policies: KNOWN_POLICIES, stacks: listStacks(ROOT) });
  } catch (error) {
    throw error instanceof SettingsError ? new RunError(error.message) : error;
  }
}
