/** Text as it may stand in HTML, in a tag's value too. escapeHtml("a < b") // "a &#60; b" */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
