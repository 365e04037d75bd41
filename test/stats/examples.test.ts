import {readFileSync, readdirSync} from "node:fs";
import {describe, expect, it} from "vitest";

const folder = new URL("../../src/stats/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "index.ts");

/** Every docstring's example: `f(x) // answer`, on one line or with the answer on the next. */
function examplesOf(source: string): {code: string; answer: string}[] {
  return [...source.matchAll(/^ \* (\w+\(.*\)(?:\(\))?)(?:\n \*)? \/\/ (.+)$/gm)].map(([, code, answer]) => ({
    code: code!,
    answer: answer!
  }));
}

function evaluate(code: string, scope: Record<string, unknown>): unknown {
  return new Function(...Object.keys(scope), `return (${code});`)(...Object.values(scope));
}

/** The answer holds what the example prints: numbers to the digits printed, and the keys before an ellipsis. */
function agrees(actual: unknown, printed: unknown, path: string): void {
  if (typeof printed === "number" && Number.isFinite(printed)) {
    const [mantissa, exponent = "0"] = String(printed).split("e");
    const unit = 10 ** (Number(exponent) - (mantissa!.split(".")[1]?.length ?? 0));
    const allowed = Math.max(0.51 * unit, 4e-16 * Math.abs(printed));
    expect(Math.abs((actual as number) - printed), `${path}: ${actual} for ${printed}`).toBeLessThanOrEqual(allowed);
  } else if (typeof printed === "object" && printed !== null) {
    for (const [key, value] of Object.entries(printed)) {
      agrees((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else expect(actual, path).toBe(printed);
}

describe("docstrings of src/stats", () => {
  for (const name of files) {
    it(`${name}: every exported function has an example, and it is right`, async () => {
      const source = readFileSync(new URL(name, folder), "utf8");
      const module = (await import(new URL(name, folder).href)) as Record<string, unknown>;
      const examples = examplesOf(source);
      for (const f of Object.keys(module)) {
        expect(
          examples.filter(({code}) => code.startsWith(`${f}(`)),
          `examples of ${f}`
        ).not.toEqual([]);
      }
      for (const {code, answer} of examples) {
        agrees(evaluate(code, module), evaluate(answer.replace(/, …/g, ""), {}), code);
      }
    });
  }
});
