/** Jest runs the TypeScript sources as native ES modules, through the same type stripping as Node. */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/test/support/strip-types.js" },
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // Two cores may be busy: a test that waits for a process is given time, and measures none.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ["<rootDir>/.gradetide"],
  reporters: ["default", "<rootDir>/test/support/count-reporter.js"],
};
