import {expect, it} from "vitest";
import {contentPolicy, withPolicy} from "../../../loaders/site/contentPolicy.js";

// echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
const hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";

it("contentPolicy(html) knows the scripts of a page by their hash, and neither files nor data", () => {
  const html = `<script src="a.js"></script><script type="application/json">{"a": 1}</script><script type="module">alert(1)</script><script>alert(1)</script>`;
  const scripts = contentPolicy(html).split("; ")[1];
  expect(scripts).toBe(`script-src 'self' 'wasm-unsafe-eval' ${hash}`);
  expect(contentPolicy(html)).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
});

it("withPolicy(html) puts the policy before anything that it is to hold for, once", () => {
  const html = '<head>\n<meta charset="utf-8">\n<script>alert(1)</script></head><body>&lt;head&gt;';
  const [before, after] = withPolicy(html).split("<script>");
  expect(before).toMatch(/<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="[^"]*">\n$/);
  expect(after).toBe("alert(1)</script></head><body>&lt;head&gt;");
});
