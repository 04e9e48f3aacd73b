import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Server } from 'node:net'
import { makeCloneCodec } from './page/structured-clone.ts'

export interface SecondInstance {
  readonly argv: string[]
  readonly cwd: string
  readonly additionalData: unknown
}

const codec = makeCloneCodec()

/**
 * One running instance per user-data directory, held by a listening socket: the kernel lets go of it at the very
 * moment the process ends, however it ends, so there is no stale lock and no process id to mistake for another's.
 * It is an abstract Linux socket named after the directory: nothing to clean up, and binding it is atomic.
 */
export class SingleInstance {
  private server: Server | undefined
  private handover: Promise<void> = Promise.resolve()
  private readonly onSecond: (second: SecondInstance) => void

  constructor(onSecond: (second: SecondInstance) => void) {
    this.onSecond = onSecond
  }

  /** Synchronous, as in Electron: bind() and listen() happen inside server.listen(), only errors come later. */
  request(userData: string, mine: SecondInstance): boolean {
    if (this.server?.listening === true) return true
    const address = `\0stampwell-host-${createHash('sha256').update(realpathSync(userData)).digest('hex')}`
    const server = createServer((socket) => {
      let text = ''
      socket.setEncoding('utf8')
      socket.on('error', () => undefined) // the other instance vanished: nothing to hand over
      socket.on('data', (chunk: string) => {
        text += chunk
        if (!text.endsWith('\n')) return
        this.onSecond(codec.decode(text) as SecondInstance)
        socket.end('ok\n')
      })
    })
    server.on('error', () => undefined) // EADDRINUSE: `listening` below already says so
    server.listen(address)
    if (server.listening) {
      server.unref()
      this.server = server
      return true
    }
    this.handover = handOver(address, mine)
    return false
  }

  get held(): boolean {
    return this.server?.listening === true
  }

  release(): void {
    this.server?.close()
    this.server = undefined
  }

  /** Resolves once the first instance has what this one had to tell; awaited before this one exits. */
  handedOver(): Promise<void> {
    return this.handover
  }
}

function handOver(address: string, mine: SecondInstance): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.on('data', () => socket.end())
    socket.write(`${codec.encode(mine)}\n`)
  })
}
