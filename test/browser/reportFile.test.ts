import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";
import {expect, it} from "vitest";
import {findChromium} from "../chromium.js";

const file = "data/playbook/reports/october-2026/october-2026.html";

it.each(["light", "dark"] as const)(
  "the copy of a report opens from disk without script or network, %s",
  async (scheme) => {
    const browser = await chromium.launch({executablePath: findChromium()!, args: ["--no-sandbox"]});
    try {
      const context = await browser.newContext({
        javaScriptEnabled: false,
        offline: true,
        colorScheme: scheme,
        viewport: {width: 360, height: 800}
      });
      const page = await context.newPage();
      const seen: string[] = [];
      page.on("console", (message) => seen.push(message.text()));
      page.on("request", (request) => seen.push(request.url()));
      const url = pathToFileURL(file).href;
      await page.goto(url);
      expect(seen).toEqual([url]);
      expect(await page.locator("h1").innerText()).toBe("october-2026");
      expect(await page.locator("figure svg polyline").count()).toBeGreaterThan(4);
      expect(await page.locator("tbody tr").count()).toBeGreaterThan(90);
      const width = (await page.locator("main").boundingBox())!.width;
      expect(width).toBeLessThanOrEqual(360);
      for (const box of await page.locator("figure svg").all())
        expect((await box.boundingBox())!.width).toBeLessThanOrEqual(330);
    } finally {
      await browser.close();
    }
  }
);
