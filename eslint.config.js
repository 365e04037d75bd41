import js from "@eslint/js";
import ts from "typescript-eslint";

export default ts.config(
  {ignores: ["dist", "dist.*", ".upswing", "src/.observablehq", "node_modules"]},
  {linterOptions: {reportUnusedDisableDirectives: "error"}},
  js.configs.recommended,
  ...ts.configs.strict,
  {
    languageOptions: {globals: {process: "readonly", console: "readonly"}},
    rules: {
      eqeqeq: ["error", "always", {null: "ignore"}],
      "no-restricted-globals": ["error", {name: "isNaN", message: "use Number.isNaN"}],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-syntax": [
        "error",
        {selector: "ExportDefaultDeclaration[declaration.type='ObjectExpression']", message: "name the export"}
      ]
    }
  },
  {
    files: ["**/*.ts"],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {"@typescript-eslint/no-floating-promises": "error", "@typescript-eslint/await-thenable": "error"}
  },
  {
    files: ["src/stats/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        {object: "Math", property: "random", message: "use src/stats/random.ts"},
        {object: "Date", property: "now", message: "a statistic has no clock"}
      ]
    }
  },
  {files: ["*.config.*"], rules: {"no-restricted-syntax": "off"}}
);
