import markdown from "markdown-it";

const parser = markdown({html: false, linkify: false, typographer: false}).disable("image");
const untouched = "…";

/** What an analyst finds in commentary.md of a new report. */
export function commentaryTemplate(name: string): string {
  const headings = ["What happened", "Why, as far as we can tell", "What we do next"];
  return `# ${name}\n\n${headings.map((heading) => `## ${heading}\n\n${untouched}\n`).join("\n")}`;
}

/**
 * A commentary as HTML, its headings below those of the page; null where every section still reads "…". HTML in it is shown as it
 * stands, and only links to pages and mail are links.
 *
 * renderCommentary("## Why\n\nA *sale*.") // "<h3>Why</h3>\n<p>A <em>sale</em>.</p>\n"
 */
export function renderCommentary(text: string): string | null {
  const sections = text.split(/^(?=#{1,6} )/m).filter((section) => {
    const body = section.replace(/^#{1,6} .*$/m, "").trim();
    return body !== "" && body !== untouched;
  });
  if (sections.length === 0) return null;
  const html = parser.render(sections.join("\n"));
  return html.replace(
    /<(\/?)h([1-6])>/g,
    (_, end: string, level: string) => `<${end}h${Math.min(6, Math.max(3, Number(level) + 1))}>`
  );
}
