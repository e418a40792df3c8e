import { stripTypeScriptTypes } from "node:module";

/** A Jest transform that does what `node file.ts` does: erase the types and nothing else. */
export default {
  process(source) {
    return { code: stripTypeScriptTypes(source, { mode: "strip" }) };
  },
};
