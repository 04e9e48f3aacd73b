import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** As the databases' own, for a folder that a person chose: a share may take its time, and nobody else waits for it. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close().catch(() => undefined)
}

/** Fills a file beside `file`, flushes it and gives it its name: whole or not at all. Rejects with the system's error. */
export async function replaceFile(file: string, fill: (half: string) => Promise<void>): Promise<void> {
  const half = `${file}.half`
  try {
    await fill(half)
    const handle = await open(half, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(half, file)
    await flushFolder(path.dirname(file))
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined)
    throw error
  }
}
