import {type BrokenFile, good, csv, plain, times, lines, record} from "./parts.js";

/** Exports with headers, values and JSON that are wrong. */
export function brokenValues(): BrokenFile[] {
  return [
    // Headers
    {name: "twice.csv", wrong: "a header twice", content: "id,name,name,at\na,Acme,Other,2025-01-31\n"},
    {
      name: "twice-case.csv",
      wrong: "a header twice but for case",
      content: "id,name,NAME,at\na,Acme,Other,2025-01-31\n"
    },
    {
      name: "nameless.csv",
      wrong: "a column without a header",
      content: "id,name,,at\na,Acme,x,2025-01-31\n",
      rows: 1,
      good: 1
    },
    {
      name: "repeated-header.csv",
      wrong: "the header again in the middle",
      content: csv([good[0]!, "id,name,at", good[1]!]),
      rows: 3,
      good: 2
    },
    {name: "title.csv", wrong: "a line of title above the header", content: `Report of accounts\n${plain}`},
    {name: "total.csv", wrong: "a line of totals below the rows", content: csv([...good, "Total,3,"]), rows: 4},
    {
      name: "sql-header.csv",
      wrong: "SQL in a header",
      content: csv(
        good.map((row) => `${row},1`),
        `id,name,at,"x""; drop table accounts; --"\n`
      ),
      rows: 3,
      good: 3
    },
    {
      name: "proto.jsonl",
      wrong: "keys named __proto__ and constructor",
      content: '{"id":"a","name":"Acme","at":"2025-01-31","__proto__":{"x":1},"constructor":2}\n',
      rows: 1,
      good: 1
    },
    // Cells that are more than they seem
    {
      name: "formula.csv",
      wrong: "formulas",
      content: csv(["a,=1+1,2025-01-31", "b,@SUM(A1),2025-01-31", "c,+cmd|x,2025-01-31"]),
      rows: 3,
      good: 3
    },
    {
      name: "script.csv",
      wrong: "script tags",
      content: csv(['a,"<script>alert(1)</script>",2025-01-31', '"<img src=x onerror=alert(1)>",Bolt,2025-01-31']),
      rows: 2,
      good: 2
    },
    {
      name: "sql.csv",
      wrong: "SQL in cells",
      content: csv(["a,'); drop table accounts; --,2025-01-31"]),
      rows: 1,
      good: 1
    },
    {name: "it's; drop table.csv", wrong: "SQL in the name of the file", content: plain, rows: 3, good: 3},
    // Values
    {
      name: "days.csv",
      wrong: "days that no calendar has",
      content: csv(["a,Acme,2025-02-30", "b,Bolt,2025-13-01", good[2]!]),
      rows: 3,
      good: 1
    },
    {
      name: "undecided.csv",
      wrong: "days that may be either day or month first",
      content: csv(["a,Acme,01/02/2025", "b,Bolt,03/04/2025"]),
      rows: 2
    },
    {
      name: "two-orders.csv",
      wrong: "day first and month first in one column",
      content: csv(["a,Acme,31/01/2025", "b,Bolt,02/28/2025"]),
      rows: 2
    },
    {
      name: "no-ids.csv",
      wrong: "ids that are blank",
      content: csv([",Acme,2025-01-31", "   ,Bolt,2025-01-31", good[2]!]),
      rows: 3,
      good: 1
    },
    {name: "again.csv", wrong: "rows that are repeated", content: csv([...good, ...good]), rows: 6, good: 3},
    {
      name: "long-number.csv",
      wrong: "ids beyond 2^53",
      content: csv(["90071992547409931,Acme,2025-01-31", "90071992547409933,Bolt,2025-01-31"]),
      rows: 2,
      good: 2
    },
    // JSON
    {
      name: "array.jsonl",
      wrong: "a line that is an array, and one that is a number",
      content: `${lines([record("a")])}[1,2]\n7\n`,
      rows: 3,
      good: 1
    },
    {name: "deep.json", wrong: "JSON 10,000 levels deep", content: `${"[".repeat(10_000)}${"]".repeat(10_000)}`},
    {
      name: "deep.jsonl",
      wrong: "a value 10,000 levels deep",
      rows: 2,
      good: 1,
      content: `{"id":"a","name":"A","at":"2025-01-31","x":${'{"y":'.repeat(10_000)}1${"}".repeat(10_000)}}\n${lines([record("b")])}`
    },
    {
      name: "keys.jsonl",
      wrong: "other keys on each line",
      content: lines([record("a"), {id: "b"}, {name: "no id"}]),
      rows: 3,
      good: 2
    },
    {name: "scalar.json", wrong: "JSON that is a text", content: '"hello"'},
    {
      name: "wide.jsonl",
      wrong: "10,000 keys",
      content: lines([Object.fromEntries([["id", "a"], ...times(10_000, (i) => `k${i}`).map((key) => [key, 1])])])
    }
  ];
}
