import {availableParallelism} from "node:os";
import {defineConfig} from "vitest/config";

const exclude = ["node_modules/**", "dist/**", "dist.*/**"];

export default defineConfig({
  test: {
    env: {TZ: "America/Los_Angeles"},
    slowTestThreshold: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...exclude, "test/browser/**"],
          // A busy machine may need several times what an idle one does.
          testTimeout: 60_000,
          // On a machine of two cores the default is one worker, and twice the wait.
          maxWorkers: Math.max(2, availableParallelism() - 1)
        }
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2
        }
      }
    ]
  }
});
