import { transform } from "esbuild";
import { defineConfig } from "vitest/config";

/** Vite leaves TC39 decorators as they are, which Node cannot run; esbuild lowers them. Legacy specs stay with Vite, which also emits `design:paramtypes`. */
const tc39Decorators = {
  name: "tc39-decorators",
  enforce: "pre" as const,
  async transform(code: string, id: string) {
    if (!/\/(?:spec|samples)\/.*\.ts$/.test(id) || id.includes("/spec/legacy/")) return undefined;
    const tsconfigRaw = { compilerOptions: { experimentalDecorators: false, useDefineForClassFields: true } };
    const lowered = await transform(code, { loader: "ts", target: "es2022", sourcefile: id, sourcemap: true, keepNames: true, tsconfigRaw });
    return { code: lowered.code, map: lowered.map };
  },
};
const conditions = ["msgflux-source", "module", "node", "development|production"];
const setupFiles = ["spec/support/setup.ts"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      { extends: true, plugins: [tc39Decorators], test: { name: "specs", include: ["spec/**/*.spec.ts"], exclude: ["spec/legacy/**"], setupFiles } },
      { extends: true, test: { name: "legacy", include: ["spec/legacy/**/*.spec.ts"], setupFiles } },
      { extends: true, test: { name: "types", include: [], typecheck: { enabled: true, only: true, include: ["spec/**/*.test-d.ts"], tsconfig: "spec/tsconfig.json" } } },
    ],
    coverage: { provider: "v8", include: ["lib/**"], reporter: ["text"] },
  },
});
