import { EventEmitter } from 'node:events'
import { loud, notImplemented } from './loud.ts'
import { makeCloneCodec } from './page/structured-clone.ts'

export interface IpcEvent {
  readonly sender: object
  readonly senderFrame: object
  readonly processId: number
  readonly frameId: number
  readonly type: 'frame'
}

type Handler = (event: IpcEvent, ...args: unknown[]) => unknown

export interface Reply {
  readonly ok: boolean
  readonly data: string
}

const codec = makeCloneCodec()

/** The `ipcMain` module, and how a message from a page reaches its handler. */
export class IpcMain {
  private readonly handlers = new Map<string, Handler>()
  private readonly events = new EventEmitter()

  readonly module = loud(
    'ipcMain',
    Object.assign(this.events, {
      handle: (channel: string, handler: Handler): void => {
        if (this.handlers.has(channel)) {
          throw new Error(`Attempted to register a second handler for '${channel}'`)
        }
        if (typeof handler !== 'function') {
          throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
        }
        this.handlers.set(channel, handler)
      },
      handleOnce: (channel: string, handler: Handler): void => {
        this.module.handle(channel, (...args) => {
          this.handlers.delete(channel)
          return handler(...args)
        })
      },
      removeHandler: (channel: string): void => void this.handlers.delete(channel),
    }),
  )

  /** ipcRenderer.send */
  receive(channel: string, event: IpcEvent, data: string): void {
    const reply = Object.defineProperty({ ...event }, 'returnValue', {
      set: () => {
        throw notImplemented('event.returnValue (ipcRenderer.sendSync)')
      },
    })
    this.events.emit(channel, reply, ...(codec.decode(data) as unknown[]))
  }

  /** ipcRenderer.invoke: Electron sends an error across as its text, with neither class nor code. */
  async invoke(channel: string, event: IpcEvent, data: string): Promise<Reply> {
    try {
      const handler = this.handlers.get(channel)
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      return { ok: true, data: codec.encode(await handler(event, ...(codec.decode(data) as unknown[]))) }
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      return { ok: false, data: codec.encode(`Error invoking remote method '${channel}': ${String(error)}`) }
    }
  }
}
