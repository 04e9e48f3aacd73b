import { expect, it } from 'vitest'
import { memberEdit } from '../../../electron/main/outbox/kinds/member-edit.ts'
import type { RefusedFields } from '../../../electron/main/providers/http-failure.ts'

/** What a person is asked after a refusal that nobody but this till made. */
async function askedAfter(fields: RefusedFields): Promise<unknown> {
  const refusal = { kind: 'refused', status: 0, fields } as const
  // Neither the job nor what was prepared is looked at where the till itself refused.
  const none = { freshlyEnrolled: false, payload: { changes: {} } } as never
  return await memberEdit.refused(none, none, refusal)
}

it('a person is asked for what is missing, and for nothing where the change is not offered at all', async () => {
  expect(await askedAfter({ birthday: ['missing'], notes: ['missing'] })).toEqual({
    kind: 'ask',
    reason: { kind: 'details-needed', fields: ['birthday'], notes: true },
  })
  expect(await askedAfter({ base: ['other'] })).toEqual({
    kind: 'ask',
    reason: { kind: 'refused', status: 0 },
  })
})
