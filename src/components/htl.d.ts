declare module "htl" {
  interface Html {
    <T extends Element = HTMLElement>(strings: TemplateStringsArray, ...values: unknown[]): T;
    fragment(strings: TemplateStringsArray, ...values: unknown[]): DocumentFragment;
  }
  export const html: Html;
  export function svg<T extends Element = SVGElement>(strings: TemplateStringsArray, ...values: unknown[]): T;
}
