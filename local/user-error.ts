/** An error that the person at the keyboard can mend. It is shown by its text, without a stack trace. */
export class UserError extends Error {
  /** Stable: scripts and tests may rely on it, while the text may change. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UserError";
    this.code = code;
  }
}
