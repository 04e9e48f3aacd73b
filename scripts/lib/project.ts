import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')
/** Reports and what is remembered between runs; gone with node_modules. */
export const cache = path.join(root, 'node_modules/.cache/stampwell')
export const chromiumHost = path.join(root, 'test/host/electron')

/** A tool's entry file, to be run by this very Node: the same on every platform, without .cmd files. */
export const tools = {
  electronVite: path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
  vitest: path.join(root, 'node_modules/vitest/vitest.mjs'),
  playwright: path.join(root, 'node_modules/playwright/cli.js'),
  stryker: path.join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'),
} as const
