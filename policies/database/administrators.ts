import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const databaseAdministrators: ResourcePolicy = {
  id: "database-administrators",
  title: "A group of the directory administers the database, never one person.",
  why: "Who leaves a group loses its rights the same day; a person who is named here keeps them until somebody remembers, and nobody else can act for them.",
  severity: "mandatory",
  control: control("A.8.2"),
  example: { violation: "principalType: User", remedy: "principalType: Group" },
  types: [T.postgresAdministrator],
  check: (resource) =>
    expectValue(resource, "principalType", is("Group"), {
      required: "Group",
      remedy: "Name the group of `database.administrator`, and put the person into it.",
    }),
};
