import path from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { wordsPlugin } from '../../scripts/lib/words-plugin.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** The gallery is a page of its own beside the product, made of the product's parts; no part knows of it. */
export const galleryConfig = {
  configFile: false,
  root: import.meta.dirname,
  base: './',
  publicDir: path.join(root, 'renderer/public'),
  cacheDir: path.join(root, 'node_modules/.cache/stampwell/gallery-dev'),
  plugins: [wordsPlugin(path.join(root, 'renderer/i18n')), react()],
  worker: { format: 'es' },
  server: { host: '127.0.0.1', fs: { allow: [root] } },
  build: {
    outDir: path.join(root, 'node_modules/.cache/stampwell/gallery'),
    emptyOutDir: true,
    minify: false,
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
} satisfies InlineConfig
