/** An engine that can be started. */
export interface Engine {
  /** The absolute path of the `pulumi` binary. */
  readonly pulumi: string;
  /** Its version without a "v", for example "3.250.0". */
  readonly version: string;
  /** Installed on the machine, downloaded by the npm launcher, or built from its Go module. */
  readonly source: "path" | "npm" | "built";
}
