import { fileURLToPath } from "node:url";
import { PolicyPack } from "@pulumi/policy";
import { listStacks } from "../infra/settings/index.ts";
import { readExceptions } from "./exceptions/read-exceptions.ts";
import { KNOWN_POLICIES, POLICIES } from "./registry.ts";
import { packPolicies } from "./support/pack.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const exceptions = readExceptions(ROOT, { policies: KNOWN_POLICIES, stacks: listStacks(ROOT) });

new PolicyPack("gradetide", {
  policies: packPolicies(POLICIES, exceptions, Temporal.Now.plainDateISO("UTC")),
});
