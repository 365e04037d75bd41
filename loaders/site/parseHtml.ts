export type Tag = {name: string; attributes: Map<string, string>};
export type Html = {tags: Tag[]; scripts: string[]; styles: string[]};

const pattern =
  /<!--[\s\S]*?-->|<(script|style)\b((?:"[^"]*"|'[^']*'|[^>"'])*)>([\s\S]*?)<\/\1\s*>|<([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const attribute = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
const entities: Record<string, string> = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", "#x27": "'"};

/**
 * The tags of a built page, and the text of its scripts and styles.
 *
 * Tag and attribute names in lower case, attribute values with their entities undone. Enough for pages that
 * Framework wrote; not a parser for any HTML.
 *
 * parseHtml('<a href="x?a&amp;b">').tags[0].attributes.get("href") // "x?a&b"
 */
export function parseHtml(html: string): Html {
  const tags: Tag[] = [];
  const scripts: string[] = [];
  const styles: string[] = [];
  for (const [, raw, rawAttributes, text, name, attributes] of html.matchAll(pattern)) {
    if (raw !== undefined) {
      tags.push({name: raw.toLowerCase(), attributes: parseAttributes(rawAttributes ?? "")});
      (raw.toLowerCase() === "script" ? scripts : styles).push(text ?? "");
    } else if (name !== undefined) {
      tags.push({name: name.toLowerCase(), attributes: parseAttributes(attributes ?? "")});
    }
  }
  return {tags, scripts, styles};
}

function parseAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single, bare] of source.matchAll(attribute)) {
    attributes.set(name!.toLowerCase(), decode(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

function decode(value: string): string {
  return value.replace(/&(amp|lt|gt|quot|apos|#39|#x27);/g, (_, name: string) => entities[name]!);
}
