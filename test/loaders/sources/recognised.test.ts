import {csvParseRows} from "d3";
import {describe, expect, it} from "vitest";
import {recognised, sources} from "../../../loaders/sources/index.js";
import {billingExports} from "./billingExports.js";
import {eventExports} from "./eventExports.js";
import {otherExports} from "./otherExports.js";

const exports = [...billingExports, ...otherExports, ...eventExports];
const headersOf = (text: string) => csvParseRows(text.replace(/^\uFEFF/, ""))[0]!.map((name) => name.trim());
const ids = (headers: string[]) => recognised(headers).map(({id}) => id);

describe("recognised()", () => {
  it.each(exports)("knows $name as itself and nothing else", ({text, sources: own}) => {
    expect(ids(headersOf(text)).sort()).toEqual([...own].sort());
  });

  it.each(exports)("knows $name in capitals, with other punctuation, a mark of byte order and more columns", (one) => {
    const headers = headersOf(one.text).map((h) => (h === "#" ? h : h.toUpperCase().replace(/[ _.]/g, "-")));
    headers[0] = `\uFEFF${headers[0]}`;
    expect(ids([...headers, "plan (metadata)"]).sort()).toEqual([...one.sources].sort());
  });

  it("has an export for every source that needs no other file", () => {
    const seen = new Set(exports.flatMap((one) => one.sources));
    const joined = [...sources.values()].filter((s) =>
      s.recognise.some((h) => /^[a-z]+\.[A-Za-z_]+$/.test(h) && !h.startsWith("p"))
    );
    const others = ["stripe.subscription_items", "stripe.invoice_line_items", "salesforce.opportunity_history"];
    expect([...sources.keys()].filter((id) => !seen.has(id)).sort()).toEqual(others.sort());
    for (const id of others) expect(joined.map((s) => s.id)).toContain(id);
  });

  it("knows nothing in a table of another kind", () => {
    expect(ids(["id", "name", "value"])).toEqual([]);
    expect(ids(["account_id", "plan_id", "starts_at", "ends_at", "amount", "currency"])).toEqual([]);
  });
});
