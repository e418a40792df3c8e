/**
 * Something that the person at the keyboard can mend: printed as its message alone. Any other error
 * is a bug. `code` is stable, the message is not.
 */
export class UserError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UserError";
    this.code = code;
    // Whoever prints the error prints what there is to mend, not where in the program it was found.
    this.stack = message;
  }
}
