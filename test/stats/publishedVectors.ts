import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";

/** A call whose answer somebody published: what to call with what, what it gives, and how exactly. */
type Vector = {
  id: string;
  call: string;
  args: never[];
  expected: number[];
  tolerance: {type: "abs" | "rel"; value: number};
  source: string;
};

/** Holds our calls to every vector of a file in test/oracle, each as a test of its own. */
export function holdVectors(
  title: string,
  file: string,
  calls: Readonly<Record<string, (...args: never[]) => readonly (number | null | undefined)[]>>
): void {
  const vectors = JSON.parse(readFileSync(new URL(`../oracle/${file}`, import.meta.url), "utf8")) as Vector[];
  describe(title, () => {
    for (const {id, call, args, expected, tolerance, source} of vectors) {
      it(`${id}: ${call} agrees with ${source}`, () => {
        const actual = calls[call]!(...args);
        expect(actual).toHaveLength(expected.length);
        expected.forEach((value, i) => {
          const allowed = tolerance.value * (tolerance.type === "rel" ? Math.abs(value) : 1);
          expect(Math.abs(actual[i]! - value), `${actual[i]} for ${value}`).toBeLessThanOrEqual(allowed);
        });
      });
    }
  });
}
