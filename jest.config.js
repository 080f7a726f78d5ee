/** Jest runs the TypeScript sources as ES modules, compiled by swc without type checks (`npm run types` has those). */
export default {
  testEnvironment: "<rootDir>/test/environment.js",
  roots: ["<rootDir>/test", "<rootDir>/packages"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        sourceMaps: "inline",
        module: { type: "es6" },
        jsc: { target: "es2024", parser: { syntax: "typescript" }, experimental: { keepImportAttributes: true } },
      },
    ],
  },
  moduleNameMapper: { "^\\.\\./jsutils/instanceOf\\.js$": "<rootDir>/test/graphql-instance-of.cjs" },
  maxWorkers: "100%",
  // Contexts of modules are never let go; a worker that has many spends its time on them.
  workerIdleMemoryLimit: "1GB",
  testTimeout: 60_000,
};
