import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {openSite, pages} from "./openSite.js";

const block = /```headers\n([\s\S]*?)```/.exec(readFileSync("docs/operations.md", "utf8"))![1]!;
const headers = Object.fromEntries(
  block
    .trim()
    .split("\n")
    .map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string])
);
const open = openSite(headers);

it("docs/operations.md gives headers", () => {
  expect(headers["Content-Security-Policy"]).toContain("frame-ancestors 'none'");
  expect(headers["Content-Security-Policy"]).not.toContain("'unsafe-eval'");
});

it.each(pages)("%s works under the headers of docs/operations.md and its own policy", async (path) => {
  const {page, complaints} = await open(path);
  expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content")).toContain(
    "'sha256-"
  );
  expect(complaints).toEqual([]);
});

it("a script that somebody slipped into a page does not run", async () => {
  const {page, complaints} = await open("index.html");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken'";
    document.body.append(script);
    const image = document.createElement("img");
    image.setAttribute("onerror", "document.title = 'taken'");
    document.body.append(image);
    image.dispatchEvent(new Event("error"));
    return document.title;
  });
  expect(ran).not.toBe("taken");
  expect(complaints.filter((text) => text.includes("Content Security Policy"))).not.toEqual([]);
});
