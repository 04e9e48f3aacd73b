import path from 'node:path'
import { build } from 'vite'

const root = path.join(import.meta.dirname, '..', '..')

/** The directory's worker as the product has it. */
export const workerSource = path.join(root, 'electron', 'main', 'directory', 'worker.ts')

/**
 * Builds processes of a bench beside the app, where they find its modules.
 *
 * @param folder under `out`; whatever is there goes
 * @param input name to source
 * @returns where the process of a name lies
 */
export async function buildProcesses(
  folder: string,
  input: Readonly<Record<string, string>>,
): Promise<(name: string) => string> {
  const outDir = path.join(root, 'out', folder)
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input, output: { format: 'es', entryFileNames: '[name].js' } },
    },
  })
  return (name) => path.join(outDir, `${name}.js`)
}
