import {spawnSync} from "node:child_process";
import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {chromiumAdvice, findChromium, installChromium} from "./chromium.js";

type Counts = {passed: number; failed: number; skipped: number};
type Step = {name: string; run: () => Counts};
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
  testResults: {status: string; assertionResults: unknown[]}[];
};

const nothing: Counts = {passed: 0, failed: 0, skipped: 0};
const oneFailure: Counts = {passed: 0, failed: 1, skipped: 0};
const temporary = mkdtempSync(join(tmpdir(), "upswing-test-"));
const environment: NodeJS.ProcessEnv = {...process.env, TZ: "America/Los_Angeles", NO_UPDATE_NOTIFIER: "1"};

const steps: Step[] = [
  {name: "types", run: () => command("node_modules/typescript/bin/tsc", ["--noEmit"])},
  {name: "lint", run: () => command("node_modules/eslint/bin/eslint.js", [".", "--max-warnings=0"])},
  {name: "format", run: () => command("node_modules/prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."])},
  {name: "unit tests", run: () => vitest("unit")},
  {name: "site build and browser tests", run: site}
];

const total = {...nothing};
for (const {name, run} of steps) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const {passed, failed, skipped} = run();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  console.log(`── ${name}: ${failed === 0 ? "ok" : "FAILED"} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
rmSync(temporary, {recursive: true, force: true});
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);

// A step without tests of its own adds nothing to the counts where it holds, and one failure where it does not.
function command(script: string, args: string[]): Counts {
  const {status} = spawnSync(process.execPath, [script, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: environment
  });
  return status === 0 ? nothing : oneFailure;
}

function vitest(project: string): Counts {
  const output = join(temporary, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
  const {failed} = command("node_modules/vitest/vitest.mjs", ["run", "--project", project, ...reporters]);
  if (!existsSync(output)) return oneFailure;
  const report = JSON.parse(readFileSync(output, "utf8")) as Report;
  const unread = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const known = report.numFailedTests + unread.length;
  return {
    passed: report.numPassedTests,
    failed: known === 0 ? failed : known,
    skipped: report.numPendingTests + report.numTodoTests
  };
}

// The browser sees what was built now, so it has nothing to look at where that failed.
function site(): Counts {
  const built = build();
  return built.failed === 0 ? browserTests() : built;
}

// Always anew: what lies in dist may be another company's.
function build(): Counts {
  return command("node_modules/tsx/dist/cli.mjs", ["loaders/cli.ts", "build"]);
}

function browserTests(): Counts {
  const browser = findChromium() ?? installChromium();
  if (browser === null) {
    console.log(chromiumAdvice);
    return oneFailure;
  }
  console.log(browser);
  environment.CHROME_PATH = browser;
  return vitest("browser");
}
