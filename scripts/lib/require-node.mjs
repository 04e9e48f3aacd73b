import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * Ends the process with one sentence when this Node cannot run the project. Plain JavaScript that any Node from 20 on
 * understands; what an entry script imports after this call may be TypeScript.
 */
export function requireNode() {
  const complaint = complain()
  if (complaint === undefined) return
  console.error(complaint)
  process.exit(1)
}

function complain() {
  const root = path.resolve(import.meta.dirname, '../..')
  if (!existsSync(path.join(root, 'node_modules', 'electron-vite'))) {
    return 'The dependencies are not installed: run npm ci first.'
  }
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 24) return undefined
  const own = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  return existsSync(own)
    ? `This is Node ${process.versions.node}; start it through npm (npm start, npm test), which uses the project's own Node.`
    : `This is Node ${process.versions.node}, and the project's own Node could not be installed here: please install Node 24 or newer.`
}
