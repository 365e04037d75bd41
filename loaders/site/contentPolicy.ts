import {createHash} from "node:crypto";

const inlineScript = /<script\b((?:"[^"]*"|'[^']*'|[^>"'])*)>([\s\S]*?)<\/script\s*>/gi;

/**
 * htl writes a handler as an attribute "::3", by its place among the values, until it has put the function there. Only these words are
 * let through; they are no program.
 */
const placeholders = Array.from({length: 64}, (_, i) => hashOf(`::${i}`)).join(" ");

/**
 * What a page may load and run: this site's own files and the scripts that stand in it now, each known by its hash. Explore compiles
 * DuckDB, which needs wasm-unsafe-eval. Charts place their parts by style attributes.
 *
 * contentPolicy("<script>1</script>") // "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-a4ay…'; …"
 */
export function contentPolicy(html: string): string {
  const run = [...html.matchAll(inlineScript)].filter(
    ([, attributes = ""]) => !/\bsrc=|\btype="?[^"\s>]*json/i.test(attributes)
  );
  const hashes = run.map(([, , text = ""]) => hashOf(text));
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...new Set(hashes)].join(" "),
    `script-src-attr 'unsafe-hashes' ${placeholders}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'"
  ].join("; ");
}

/** A page that carries its policy, so that it holds on hosts that cannot send headers. withPolicy("<html><head>") */
export function withPolicy(html: string): string {
  const place = /<head>(\s*<meta charset=[^>]*>)?/i;
  return html.replace(
    place,
    (head) => `${head}\n<meta http-equiv="Content-Security-Policy" content="${contentPolicy(html)}">`
  );
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
