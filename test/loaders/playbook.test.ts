import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {parse} from "yaml";
import {checkPlan, experimentPlan} from "../../loaders/experimentPlan.js";

const text = readFileSync("docs/playbook.md", "utf8");

describe("docs/playbook.md", () => {
  it("names every key of a plan and of a metric", () => {
    const metric = experimentPlan.shape.metrics.element.shape;
    const missing = [...Object.keys(experimentPlan.shape), ...Object.keys(metric)].filter(
      (key) => !text.includes(`\`${key}\``)
    );
    expect(missing).toEqual([]);
  });

  it("shows a plan that can be read", () => {
    const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(text)!;
    const {experiments} = parse(yaml!) as {experiments: Record<string, unknown>};
    for (const [id, plan] of Object.entries(experiments))
      checkPlan(id, {...experimentPlan.parse(plan), file: "docs/playbook.md", lineOf: () => 1});
  });
});
