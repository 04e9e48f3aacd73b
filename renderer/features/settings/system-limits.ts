import type { CapabilityView, Connection } from '../../../shared/domain/connection.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'

/** What the cashier should know that this shop's loyalty system cannot do. */
export function systemLimits(
  { singleTill }: Pick<Connection, 'singleTill'>,
  capabilities: CapabilityView,
): readonly Phrase[] {
  return [
    ...(capabilities.stamps === null
      ? [phrase(capabilities.adjust === null ? 'settings.system.no.stamps' : 'settings.system.balance')]
      : [phrase(singleTill ? 'settings.system.singleTill' : 'settings.system.severalTills')]),
    ...(capabilities.enrol !== 'no' ? [] : [phrase('settings.system.no.enrol')]),
    ...(capabilities.enrol === 'waits' ? [phrase('settings.system.enrol.waits')] : []),
    ...(capabilities.edit.length > 0 ? [] : [phrase('settings.system.no.edit')]),
    ...(capabilities.redeem ? [] : [phrase('settings.system.no.redeem')]),
    ...(capabilities.adjust === null || capabilities.ledger ? [] : [phrase('settings.system.no.ledger')]),
    ...(capabilities.codes === 'till' ? [phrase('settings.system.codes.till')] : []),
    ...(capabilities.attachCode ? [] : [phrase('settings.system.no.attachCode')]),
    ...(capabilities.attachCode && !capabilities.detachCode && capabilities.codes === 'provider'
      ? [phrase('settings.system.noDetach')]
      : []),
  ]
}
