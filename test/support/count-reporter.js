/** Ends a run with one plain line, "N passed, N failed", for machines that read the log. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length;
    const failed = results.numFailedTests + broken;
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
  }
}
