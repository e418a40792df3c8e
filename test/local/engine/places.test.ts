import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { pathFolders, placesOf } from "../../../local/engine/places.ts";

const standard = process.platform === "darwin" ? ["Library", "Caches"] : [".cache"];

test.each([
  ["XDG_CACHE_HOME", { XDG_CACHE_HOME: "/x/cache", HOME: "/home/me" }, "/x/cache"],
  [
    "a relative XDG_CACHE_HOME",
    { XDG_CACHE_HOME: "cache", HOME: "/home/me" },
    join("/home/me", ...standard),
  ],
  ["HOME", { HOME: "/home/me" }, join("/home/me", ...standard)],
  ["nothing", {}, join(homedir(), ...standard)],
])("finds the user's cache by %s", (_, env, cache) => {
  expect(placesOf("/p", env).cache).toBe(join(cache, "gradetide", "engine", "3.250.0"));
});

test("leaves relative and empty entries of the PATH out", () => {
  expect(pathFolders({ PATH: ":/a:b:/c:." })).toEqual(["/a", "/c"]);
  expect(pathFolders({})).toEqual([]);
});
