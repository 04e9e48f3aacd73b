import type { IpcMain } from 'electron'
import type { CustomerScreen } from '../../../shared/domain/customer-display.ts'
import { customerChannels } from '../../../shared/ipc/customer-channels.ts'
import type { CustomerApi } from '../../../shared/ipc/customer-contract.ts'
import { customerPageSchemas } from '../../../shared/ipc/customer-schemas.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Err, Result } from '../../../shared/ipc/result.ts'
import type { Log } from '../log.ts'
import type { Sender, Trust } from './trusted-sender.ts'
import { isTrusted } from './trusted-sender.ts'

/** What answers the customer's page. */
export interface RegisterCustomerOptions {
  readonly ipcMain: Pick<IpcMain, 'handle'>
  /** The customer's own window, and nobody else's. */
  readonly trust: Trust
  /** The page listens; answers what it shows first. */
  readonly ready: () => CustomerScreen
  readonly answered: (...said: [id: string, answer: Parameters<CustomerApi['answer']>[0]['answer']]) => void
  readonly log: Log
  readonly newId: () => string
}

/** Answers the two channels of the customer's page: the sender first, then the shape. */
export function registerCustomer({
  ipcMain,
  trust,
  ready,
  answered,
  log,
  newId,
}: RegisterCustomerOptions): void {
  const refuse = (channel: string, problem: 'sender' | 'argument'): Err<RequestFailure> => {
    const id = newId()
    log.error('ipc.bad-request', { id, channel, problem })
    return err({ kind: 'bad-request', id })
  }
  const handle = <T>(
    channel: string,
    work: (args: readonly unknown[]) => Result<T, RequestFailure> | null,
  ): void => {
    ipcMain.handle(channel, (event: Sender, ...args: readonly unknown[]) =>
      isTrusted(event, trust) ? (work(args) ?? refuse(channel, 'argument')) : refuse(channel, 'sender'),
    )
  }
  handle(customerChannels.ready, (args) => (args.every((one) => one === undefined) ? ok(ready()) : null))
  handle(customerChannels.answer, ([asked, ...more]) => {
    const parsed = customerPageSchemas.answer.safeParse(asked)
    if (!parsed.success || more.length > 0) return null
    answered(parsed.data.id, parsed.data.answer)
    return ok(null)
  })
}
