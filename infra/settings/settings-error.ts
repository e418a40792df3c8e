import { UserError } from "./user-error.ts";

/** One thing that is wrong in a settings file. All texts are for people and may change. */
export interface SettingsIssue {
  /** The file's name as it was given. */
  readonly file: string;
  /** From 1; absent when the place is not known. */
  readonly line?: number;
  /** From 1, in UTF-16 code units; present when `line` is. */
  readonly column?: number;
  /** `gradetide:datacenter.markets[1].hostname`; empty when the file as a whole is meant. */
  readonly path: string;
  /** What is written there, cut to a readable length, and never a secret. */
  readonly received: string;
  /** What may stand there, with its unit. */
  readonly allowed: string;
  /** The edit or the command that mends it. */
  readonly edit: string;
}

/** Stable codes of the errors that reading settings can end in. */
export type SettingsErrorCode =
  | "settings-invalid"
  | "settings-not-found"
  | "settings-unreadable"
  | "settings-yaml"
  | "stack-unknown";

/** Everything that is wrong with the settings, in one error. Its message prints every issue. */
export class SettingsError extends UserError {
  readonly issues: readonly SettingsIssue[];

  constructor(code: SettingsErrorCode, issues: readonly SettingsIssue[]) {
    super(code, issues.map(formatIssue).join("\n\n"));
    this.name = "SettingsError";
    this.issues = issues;
  }
}

/** An issue in four short lines; lines that have nothing to say are left out. */
export function formatIssue(issue: SettingsIssue): string {
  const place =
    issue.line === undefined ? issue.file : `${issue.file}:${issue.line}:${issue.column}`;
  return [
    issue.path === "" ? place : `${place}  ${issue.path}`,
    `  received ${issue.received}`,
    ...(issue.allowed === "" ? [] : [`  allowed  ${issue.allowed}`]),
    `  edit     ${issue.edit}`,
  ].join("\n");
}
