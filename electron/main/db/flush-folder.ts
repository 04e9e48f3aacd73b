import { closeSync, fsyncSync, openSync } from 'node:fs'

/**
 * Makes a rename outlive a power cut, where the system lets a folder be flushed. Some file systems cannot, and a folder
 * may be one that nobody can look into: what was renamed is flushed and has its name. Windows cannot open a folder; its
 * file system logs the rename by itself.
 */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // Nothing more can be done for it.
  }
}
