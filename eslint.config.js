import js from "@eslint/js";
import ts from "typescript-eslint";

export default ts.config(
  {ignores: ["dist", "dist.*", ".upswing", "src/.observablehq", "node_modules"]},
  js.configs.recommended,
  ...ts.configs.strict,
  {
    languageOptions: {globals: {process: "readonly", console: "readonly"}},
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-syntax": ["error", {selector: "ExportDefaultDeclaration[declaration.type='ObjectExpression']", message: "name the export"}]
    }
  },
  {files: ["*.config.*"], rules: {"no-restricted-syntax": "off"}}
);
