/**
 * A regular expression, as text, for the files of a page named as in the source.
 *
 * filePattern("/experiments/[id]") // "^experiments/[^/]+\\.html$"
 */
export function filePattern(page: string): string {
  const name = page.replace(/^\//, "").replace(/[.*+?^${}()|\\]/g, "\\$&");
  return `^${name.replace(/\[\w+\]/g, "[^/]+")}\\.html$`;
}

/**
 * A built page whose links to pages that were left out are plain text.
 *
 * unlinkAbsent('<a href="./trials.html">trials</a>', "index.html", ["/trials"]) // "trials"
 */
export function unlinkAbsent(html: string, file: string, absent: readonly string[]): string {
  const patterns = absent.map((page) => new RegExp(filePattern(page)));
  return html.replace(/<a\b[^>]*?\shref="([^"#?]+)[^"]*"[^>]*>([\s\S]*?)<\/a>/g, (link, href: string, text: string) => {
    if (/^[a-z][a-z\d+.-]*:/i.test(href)) return link;
    const {pathname} = new URL(href, new URL(file, "http://site/"));
    return patterns.some((pattern) => pattern.test(decodeURIComponent(pathname.slice(1)))) ? text : link;
  });
}
