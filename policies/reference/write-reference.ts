import { writeFileSync } from "node:fs";
import { POLICY_TEXTS } from "../registry.ts";
import { renderReference } from "./render-reference.ts";

writeFileSync(new URL("../../docs/policies.md", import.meta.url), renderReference(POLICY_TEXTS));
