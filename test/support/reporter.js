/** Quiet when green: prints what failed, and one closing line. */
export default class QuietReporter {
  onTestResult(_test, { failureMessage, testFilePath }) {
    if (failureMessage) process.stdout.write(`\n${testFilePath}\n${failureMessage}\n`);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, startTime }) {
    const failed = numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : 0);
    const seconds = ((Date.now() - startTime) / 1000).toFixed(0);
    process.stdout.write(`tests ran for ${seconds} s\n`);
    process.stdout.write(
      `${String(numPassedTests)} passed, ${String(failed)} failed${numPendingTests > 0 ? `, ${String(numPendingTests)} skipped` : ''}\n`,
    );
  }

  getLastError() {}
}
