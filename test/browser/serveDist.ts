import {createReadStream, existsSync, statSync} from "node:fs";
import type {Server} from "node:http";
import {createServer} from "node:http";
import {extname, join, normalize} from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2"
};

/**
 * The plainest web server over a folder, at a free port: files as stored, and index.html for a folder. `headers` go with every file.
 *
 * const {origin, close} = await serveDist("dist") // origin: "http://127.0.0.1:40123"
 */
export async function serveDist(
  folder: string,
  headers: Record<string, string> = {}
): Promise<{origin: string; close: () => Promise<void>}> {
  const server: Server = createServer((request, response) => {
    const {pathname} = new URL(request.url!, "http://localhost");
    const path = join(folder, normalize(decodeURIComponent(pathname)), pathname.endsWith("/") ? "index.html" : "");
    if (!existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end("not found");
      return;
    }
    response.writeHead(200, {"content-type": types[extname(path)] ?? "application/octet-stream", ...headers});
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as {port: number};
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {origin: `http://127.0.0.1:${port}`, close};
}
