import {expect} from "vitest";

/** The chart as stable text: numbers to 3 places, ids of hatches by order of appearance. */
export function svgText(chart: Element | null): string {
  const ids = new Map<string, string>();
  return `${(chart?.outerHTML ?? "null")
    .replace(/\d+\.\d{4,}/g, (number) => String(Number(Number(number).toFixed(3))))
    .replace(/hatch-\d+/g, (id) => ids.get(id) ?? ids.set(id, `hatch-${ids.size + 1}`).get(id)!)
    .replace(/></g, ">\n<")}\n`;
}

/** Compares with test/output/<name>.svg, which a first run writes. */
export async function expectGolden(chart: Element | null, name: string): Promise<void> {
  await expect(svgText(chart)).toMatchFileSnapshot(`../output/${name}.svg`);
}
