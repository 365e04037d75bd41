import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {parseDocument} from "yaml";

interface Workflow {
  on: Record<string, unknown>;
  jobs: Record<string, {"timeout-minutes"?: number; steps: {uses?: string; run?: string}[]}>;
}

const folder = ".github/workflows";
const scripts = Object.keys((JSON.parse(readFileSync("package.json", "utf8")) as {scripts: object}).scripts);

describe.each(readdirSync(folder))("%s", (file) => {
  const document = parseDocument(readFileSync(join(folder, file), "utf8"));
  const {on, jobs} = document.toJS() as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("is valid YAML that runs on something, with an end", () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(Object.keys(on)).toContain("push");
    for (const job of Object.values(jobs)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });

  it("names a version of every action, and only scripts that exist", () => {
    const actions = steps.flatMap(({uses}) => uses ?? []);
    expect(actions.length).toBeGreaterThan(1);
    expect(actions.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
    const run = steps.flatMap(({run = ""}) =>
      [...run.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map((match) => match[1]!)
    );
    expect(run.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

it("the site is built every day, and published only after its tests", () => {
  const {on, jobs} = parseDocument(readFileSync(join(folder, "deploy.yml"), "utf8")).toJS() as Workflow;
  expect(on.schedule).toEqual([{cron: "15 5 * * *"}]);
  const run = jobs.deploy!.steps.map(({run, uses}) => run ?? uses!.split("@")[0]);
  expect(run.slice(2)).toEqual([
    "npm ci",
    "npm test",
    "npm run build",
    "actions/upload-pages-artifact",
    "actions/deploy-pages"
  ]);
});
