import {describe, expect, it} from "vitest";
import {staged} from "./staged.js";

const yaml = (more = "") =>
  `currency: EUR\nexports:\n  - files: p.csv\n    table: payments\n    columns: {account_id: id, paid_at: "'2026-01-05'", amount: "10000000 + minor_units(paid, cur)", currency: cur, kind: "'charge'"}\n${more}`;
const read = async (values: string[], {currency = "EUR", delimiter = ";", more = ""} = {}) => {
  const rows = values.map((value, i) => [i, `"${value}"`, currency].join(delimiter));
  const {ask, rejects} = await staged({
    "sources.yaml": yaml(more),
    "p.csv": `${["id", "paid", "cur"].join(delimiter)}\n${rows.join("\n")}\n`
  });
  return {amounts: (await ask("select amount - 10000000 from payments order by account_id")).flat(), rejects};
};

describe("numbers of exports", () => {
  it.each([
    ["1234.5", 123450],
    ["1,234.50", 123450],
    ["$1,234.50", 123450],
    ["US$ 1,234.50", 123450],
    ["USD 1,234.50", 123450],
    ["1,234.50 EUR", 123450],
    ["-1,234.50", -123450],
    ["−12.00", -1200],
    ["(1,234.50)", -123450],
    ["-$5.00", -500],
    ["1’234.50", 123450],
    [".5", 50]
  ])("%s is %d with a decimal point", async (text, expected) => {
    expect((await read([text], {delimiter: ","})).amounts).toEqual([expected]);
  });

  it.each([
    ["1.234,50", 123450],
    ["1234,5", 123450],
    ["1.234.567,00", 123456700],
    ["1 234,50 €", 123450],
    ["1\u00a0234,50\u00a0€", 123450],
    ["-12,00 kr", -1200]
  ])("%s is %d with a decimal comma", async (text, expected) => {
    expect((await read([text])).amounts).toEqual([expected]);
  });

  it("takes the mark from all values of a header", async () => {
    expect((await read(["1.234", "999", "12,5"])).amounts).toEqual([123400, 99900, 1250]);
    expect((await read(["1,234", "999", "12.5"])).amounts).toEqual([123400, 99900, 1250]);
  });

  it("refuses a header that has both marks, or does not tell, and reads it where the entry does", async () => {
    await expect(read(["1.234,50", "1,234.50"])).rejects.toThrow(
      /paid has a decimal comma in 1\.234,50 and a decimal point in 1,234\.50/
    );
    await expect(read(["1.234", "950"])).rejects.toThrow(
      /paid does not tell whether 1\.234 is in thousands[^]*set decimal/
    );
    expect((await read(["1.234", "950"], {more: `    decimal: ","\n`})).amounts).toEqual([123400, 95000]);
    expect((await read(["1.234", "950"], {more: `    decimal: "."\n`})).amounts).toEqual([123, 95000]);
  });

  it("has the minor units of the currency", async () => {
    expect((await read(["¥1,234"], {currency: "JPY", delimiter: ","})).amounts).toEqual([1234]);
    expect((await read(["1,234.567"], {currency: "KWD", delimiter: ","})).amounts).toEqual([1234567]);
  });

  it("rejects what is no number, with its line, and guesses nothing", async () => {
    const {amounts, rejects} = await read(["1,2,3.4", "12 or 13", "v12", "50%", "5.00"], {delimiter: ","});
    expect(amounts).toEqual([500]);
    expect(rejects.map(({line, column, value}) => [line, column, value])).toEqual(
      [2, 3, 4, 5].map((line) => [line, "amount", null])
    );
  });
});
