import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { wordsPlugin } from './scripts/lib/words-plugin.ts'

const root = import.meta.dirname
const languageFaultsStopTheBuild = true

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true, // better-sqlite3 is native; the rest stays beside it in node_modules
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: resolve(root, 'electron/main/index.ts'),
          'directory-worker': resolve(root, 'electron/main/directory/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false, // a sandboxed preload cannot require() from node_modules
      sourcemap: 'inline',
      // Nor can it require() a file beside it: each preload is whole in itself.
      isolatedEntries: true,
      rolldownOptions: {
        input: {
          index: resolve(root, 'electron/preload/index.ts'),
          customer: resolve(root, 'electron/preload/customer.ts'),
        },
        // ESM preloads do not load in a sandboxed renderer.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    publicDir: resolve(root, 'renderer/public'),
    plugins: [wordsPlugin(resolve(root, 'renderer/i18n'), languageFaultsStopTheBuild), react()],
    worker: { format: 'es' },
    build: {
      outDir: resolve(root, 'out/renderer'),
      sourcemap: true,
      minify: true,
      rolldownOptions: {
        input: {
          index: resolve(root, 'renderer/index.html'),
          customer: resolve(root, 'renderer/customer.html'),
        },
        // Whoever types `npm start` on a slow machine is not helped by how long each plugin took.
        checks: { bundlerTimings: false },
      },
    },
  },
})
