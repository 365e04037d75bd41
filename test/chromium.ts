import {spawnSync} from "node:child_process";
import {existsSync, readdirSync} from "node:fs";
import {createRequire} from "node:module";
import {homedir} from "node:os";
import {dirname, join} from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const apps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
];

/**
 * The path of a Chromium that starts, or null.
 *
 * Looks at CHROME_PATH, the search path, the usual places and Playwright's downloads, in this order.
 *
 * findChromium() // "/usr/bin/chromium"
 */
export function findChromium(): string | null {
  const folders = (process.env.PATH ?? "").split(process.platform === "win32" ? ";" : ":").filter(Boolean);
  const onPath = names.flatMap((name) => [...folders, "/usr/bin", "/snap/bin"].map((folder) => join(folder, name)));
  const candidates = [process.env.CHROME_PATH ?? "", ...onPath, ...apps, ...findDownloads()];
  return candidates.find((path) => path !== "" && existsSync(path) && starts(path)) ?? null;
}

/**
 * Installs a Chromium by Playwright's download, else from Debian's or Ubuntu's packages; null if neither works.
 *
 * installChromium() // "/root/.cache/ms-playwright/chromium_headless_shell-1255/…"
 */
export function installChromium(): string | null {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  const env = {...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000"};
  run(process.execPath, [cli, "install", "--only-shell", "chromium"], 180, env);
  const downloaded = findChromium();
  if (downloaded !== null) return downloaded;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    run("apt-get", ["update", "-qq"], 180);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], 600, {
      ...process.env,
      DEBIAN_FRONTEND: "noninteractive"
    });
  }
  return findChromium();
}

/** What to do where no Chromium could be found or installed. */
export const chromiumAdvice =
  "The browser tests need Chromium or Chrome, and none could be found or installed.\n" +
  "Install one (Debian: apt-get install chromium; macOS: brew install --cask chromium; anywhere: npx playwright-core install chromium),\n" +
  "or set CHROME_PATH to the one you have, and run npm test again.";

function findDownloads(): string[] {
  const caches = {darwin: "Library/Caches", win32: "AppData/Local"} as Partial<Record<NodeJS.Platform, string>>;
  const root =
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), caches[process.platform] ?? ".cache", "ms-playwright");
  if (!existsSync(root)) return [];
  const browser = /[/\\](chrome|headless_shell|chrome-headless-shell|Chromium|Google Chrome for Testing)(\.exe)?$/;
  const folders = readdirSync(root).filter((name) => name.startsWith("chromium"));
  return folders.flatMap((name) => {
    const folder = join(root, name);
    return readdirSync(folder, {recursive: true, encoding: "utf8"})
      .map((path) => join(folder, path))
      .filter((path) => browser.test(path));
  });
}

// A stub that only tells to install a snap exists but does not start; so does a browser without its system libraries.
function starts(path: string): boolean {
  return spawnSync(path, ["--version"], {timeout: 20_000, stdio: "ignore"}).status === 0;
}

function run(command: string, args: string[], seconds: number, env: NodeJS.ProcessEnv = process.env): void {
  console.log(`$ ${[command, ...args].join(" ")}`);
  spawnSync(command, args, {env, timeout: seconds * 1000, stdio: ["ignore", "inherit", "inherit"]});
}
