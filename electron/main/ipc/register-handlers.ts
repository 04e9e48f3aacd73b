import type { IpcMain } from 'electron'
import type { z } from 'zod'
import type { RequestName } from '../../../shared/ipc/channels.ts'
import { requests } from '../../../shared/ipc/channels.ts'
import type { RequestAnswer, RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import type { Err } from '../../../shared/ipc/result.ts'
import { err } from '../../../shared/ipc/result.ts'
import { requestSchemas } from '../../../shared/ipc/schemas.ts'
import type { Log } from '../log.ts'
import type { Trust } from './trusted-sender.ts'
import { isTrusted } from './trusted-sender.ts'

/** One function per channel: a channel without one does not compile. */
export type RequestHandlers = {
  readonly [N in RequestName]: (args: RequestArgs<N>) => RequestAnswer<N> | Promise<RequestAnswer<N>>
}

/** One parser per channel, each proven to let through what the contract promises. */
const schemas: { readonly [N in RequestName]: z.ZodType<RequestArgs<N>> } = requestSchemas

export interface RegisterOptions {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>
  readonly handlers: RequestHandlers
  readonly trust: Trust
  readonly log: Log
  /** A ULID under which a defect is found in the log. */
  readonly newId: () => string
}

/**
 * Answers every request channel: sender, then shape, then handler. Whatever goes wrong is a typed failure, because
 * Electron turns a thrown error into bare text. Returns what takes the handlers away again.
 */
export function registerHandlers(options: RegisterOptions): () => void {
  const { ipcMain } = options
  const names = Object.keys(requests) as RequestName[]
  for (const name of names) {
    ipcMain.handle(requests[name], async (event, ...args: readonly unknown[]) =>
      isTrusted(event, options.trust) ? answer(name, args, options) : refuse(name, 'sender', options),
    )
  }
  return () => {
    for (const name of names) ipcMain.removeHandler(requests[name])
  }
}

async function answer<N extends RequestName>(
  name: N,
  args: readonly unknown[],
  options: RegisterOptions,
): Promise<RequestAnswer<N> | Err<RequestFailure>> {
  const parsed = schemas[name].safeParse(args[0])
  if (args.length > 1 || !parsed.success) return refuse(name, 'argument', options)
  try {
    return await options.handlers[name](parsed.data)
  } catch (error) {
    const id = options.newId()
    options.log.error('ipc.handler-threw', { id, channel: requests[name], error })
    return err({ kind: 'internal', id })
  }
}

function refuse(
  name: RequestName,
  problem: 'sender' | 'argument',
  { log, newId }: RegisterOptions,
): Err<RequestFailure> {
  const id = newId()
  log.error('ipc.bad-request', { id, channel: requests[name], problem })
  return err({ kind: 'bad-request', id })
}
