// A directory worker that answers every call with 1, and dies when it is told to remove the member "die".
import { exit } from 'node:process'
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', ({ id, name, args }: { id: number; name: string; args: unknown[] }) => {
  if (name === 'remove' && args[0] === 'die') exit(3)
  parentPort?.postMessage({ kind: 'value', id, value: 1 })
  if (name === 'close') parentPort?.close()
})
