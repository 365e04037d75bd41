import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {writeFigures} from "../../../loaders/figures/writeFigures.js";
import {listFiles} from "../../../loaders/site/readDist.js";
import {writeFolder} from "../../writeFolder.js";

const measure = {id: "nrr", segment: null, unit: "rate", n: 40, method: "", checks: "ok"};
const point = (period: string, value: number | null) => ({
  period,
  value,
  lower: value && value - 0.1,
  upper: value && value + 0.1
});

it("writeFigures(dist, results) draws each measure that has a line, whole in one file", () => {
  const folder = writeFolder({
    "site.json": JSON.stringify({company: "Tom & Co", asOf: "2025-03-15", currency: "USD", locale: "en-US"}),
    "overview.json": JSON.stringify({
      tiles: [
        {id: "nrr", measure, series: [point("2025-01", 1), point("2025-02", 1.059)]},
        {id: "nps", measure: {...measure, id: "nps"}, series: [point("2025-02", 0.3)]}
      ]
    })
  });
  expect(writeFigures(join(folder, "dist"), folder)).toBe(1);
  expect(listFiles(join(folder, "dist"))).toEqual(["figures/nrr.svg"]);
  const svg = readFileSync(join(folder, "dist/figures/nrr.svg"), "utf8");
  expect(svg).toContain("Net revenue retention: 105.9% (95% interval 95.9% to 115.9%)");
  expect(svg).toContain("Tom &#38; Co, data to 2025-03-15");
  expect(svg).not.toMatch(/var\(|<script|href=|url\(/);
});

it("writeFigures(dist, results) draws nothing before the first results", () => {
  const folder = writeFolder({});
  expect(writeFigures(folder, folder)).toBe(0);
});
