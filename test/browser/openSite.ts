import {existsSync} from "node:fs";
import type {Browser, Page} from "playwright-core";
import {chromium} from "playwright-core";
import {afterAll, beforeAll} from "vitest";
import {listFiles} from "../../loaders/site/readDist.js";
import {chromiumAdvice, findChromium} from "../chromium.js";
import {serveDist} from "./serveDist.js";

export type View = {width?: number; scheme?: "light" | "dark"};
export type Opened = {page: Page; complaints: string[]};

/** The pages of the built site, as paths from its root. pages // ["data.html", …, "index.html"] */
export const pages = existsSync("dist") ? listFiles("dist").filter((path) => /(?<!^404)\.html$/.test(path)) : [];

/** Of the pages made from one template the first two, for what the template decides. kinds // ["data.html", …] */
export const kinds = pages.filter(
  (path) => !path.includes("/") || pages.filter((other) => folderOf(other) === folderOf(path)).indexOf(path) < 2
);

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/**
 * Serves `dist` or another folder, with `headers` if any, and starts a browser for the tests of a file, and ends both after them.
 *
 * The function it returns opens a page in a fresh context and waits until it has settled. `complaints` collects what
 * must not happen: errors and warnings on the console, failed requests, requests to another origin.
 *
 * const open = openSite(); const {page, complaints} = await open("index.html", {width: 360, scheme: "dark"})
 */
export function openSite(
  headers: Record<string, string> = {},
  folder = "dist"
): (path: string, view?: View) => Promise<Opened> {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveDist>>;
  beforeAll(async () => {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error(chromiumAdvice);
    server = await serveDist(folder, headers);
    browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"]});
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return async (path, {width = 1280, scheme = "light"} = {}) => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const context = await browser.newContext({
      viewport: {width, height: 900},
      colorScheme: scheme,
      timezoneId: "America/Los_Angeles",
      locale: "en-US"
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    await context.route("**", (route) => {
      const url = route.request().url();
      if (/^(data|blob):/.test(url) || new URL(url).origin === server.origin) return route.continue();
      complaints.push(`request to another origin: ${url}`);
      return route.abort();
    });
    page.on("console", (message) => {
      if (/^(error|warning)$/.test(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(`${server.origin}/${path}`);
    await settle(page);
    return {page, complaints};
  };
}

/** Waits until a page has loaded, shows no placeholder and has drawn the same content for a while. await settle(page) */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.evaluate(async () => {
    const deadline = performance.now() + 20_000;
    let drawn = "";
    let since = performance.now();
    while (performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const now = document.querySelector("observablehq-loading") ? "" : document.body.innerHTML;
      if (now === "" || now !== drawn) since = performance.now();
      else if (performance.now() - since > 250) return;
      drawn = now;
    }
    throw new Error("the page did not settle within 20 s");
  });
}
