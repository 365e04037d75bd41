import {expect, it} from "vitest";
import {parseHtml} from "../../../loaders/site/parseHtml.js";

it("parseHtml(html) returns tags with their attributes, entities undone", () => {
  const [tag] = parseHtml('<a href="x?a&amp;b" title=\'>"\' HIDDEN data-n=3>').tags;
  expect(tag!.name).toBe("a");
  expect([...tag!.attributes]).toEqual([
    ["href", "x?a&b"],
    ["title", '>"'],
    ["hidden", ""],
    ["data-n", "3"]
  ]);
});

it("parseHtml(html) keeps scripts, styles and comments apart from tags", () => {
  const html = parseHtml('<!-- <b> --><script type="module">if (a<b) "<i>"</script><style>p>a{}</style><p>');
  expect(html.tags.map(({name}) => name)).toEqual(["script", "style", "p"]);
  expect(html.scripts).toEqual(['if (a<b) "<i>"']);
  expect(html.styles).toEqual(["p>a{}"]);
});
