import { defineConfig } from 'vitest/config'

const conditions = ['towpath-source', 'node', 'import', 'module', 'default']

export default defineConfig({
  // Packages that are inlined name source maps that they don't bring; vite would warn of each.
  logLevel: 'error',
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['packages/testing/src/lab/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 40_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [/@actions\/(workflow-parser|languageservice|expressions)/] } },
  },
})
