import { section } from "./field.ts";

/** Schema of `database.oracle`. */
export const oracle = section("What only Oracle has. Needed with `engine: oracle`.", {});
