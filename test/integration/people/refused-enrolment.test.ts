import { describe, expect, test, vi } from 'vitest'
import { addStamps } from '../../../electron/main/services/add-stamps.ts'
import { editMember } from '../../../electron/main/services/edit-member.ts'
import { viewOf } from '../../../electron/main/services/open-member.ts'
import { questionSides } from '../../../electron/main/services/question-sides.ts'
import { answerOperation } from '../../../electron/main/services/settle-operation.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { offline } from '../outbox/support/failures.ts'
import { arrived, begin, enrol, intent, person } from './support.ts'
import type { Opened } from './support.ts'

const phone = '+4917611111111'

/** Somebody enrolled here whom the system has as member 7, enrolled at another till: what the question looks like. */
async function refused(
  typed: Partial<MemberDetails>,
  there: Partial<MemberDetails> & { readonly stamps?: number },
  {
    code,
    meanwhile,
  }: { readonly code?: string; readonly meanwhile?: (shop: Shop, key: MemberKey) => Promise<void> } = {},
): Promise<Opened & { readonly key: MemberKey; readonly asked: OperationView }> {
  const opened = await begin()
  const { shop, till } = opened
  till.fake.always(offline)
  const { stamps = 0, ...details } = there
  till.fake.add('7', { details: person({ ...details, phone }), stamps })
  const key = await enrol(shop, person({ ...typed, phone }), code === undefined ? {} : { code })
  await meanwhile?.(shop, key)
  till.fake.always(null)
  let asked: OperationView | undefined
  await vi.waitFor(
    async () => {
      await till.time.advance(60_000)
      ;[asked] = shop.outbox.list(shop.connection.id, 'needs-you', 10)
      if (asked === undefined) throw new Error('nobody is asked')
    },
    { timeout: 10_000 },
  )
  if (asked === undefined) throw new Error('nobody is asked')
  return { ...opened, key, asked }
}

const itIs = (shop: Shop, { id }: OperationView, take?: readonly MemberField[]) =>
  answerOperation(shop, {
    id,
    answer: { kind: 'use-member', key: 'r:7', card: null, ...(take === undefined ? {} : { take }) },
  })

describe('an enrolment of somebody who is there already', () => {
  test('is asked with both people, masked, and with what tells them apart', async () => {
    const { shop, asked } = await refused({ email: 'olga@example.com' }, { stamps: 4 }, { code: 'CARD-NEW' })
    expect(asked.reason).toMatchObject({ kind: 'contact-taken', other: { key: 'r:7' } })
    const sides = await questionSides(shop, { id: asked.id, key: 'r:7', wanted: false })
    expect(sides).toMatchObject({
      ok: true,
      value: {
        own: { name: 'Anna Müller', emailMasked: 'o•••@example.com', cardEnd: '•• -NEW', waiting: true },
        other: { key: 'r:7', phoneMasked: '•••• 1111', emailMasked: null, stamps: 4, waiting: false },
        changes: [],
        left: [],
      },
    })
  })

  test('loses nothing that the customer gave: what the member lacks is saved for them, with the card', async () => {
    const typed = { email: 'olga@example.com', birthday: '1990-02-28' }
    const opened = await refused(typed, {}, { code: 'CARD-NEW' })
    const { shop, till, asked, key } = opened
    expect(await itIs(shop, asked)).toMatchObject({ ok: true })
    // At once on this till, and then there.
    expect((await viewOf(shop, key))?.details).toMatchObject(typed)
    await arrived(opened)
    expect(till.fake.members.get('7')).toMatchObject({ details: { ...typed, phone }, codes: ['CARD-NEW'] })
    expect(till.fake.count('create')).toBe(1)
  })

  test('is compared masked until a person calls the two the same', async () => {
    const { shop, asked } = await refused({ email: 'new@example.com' }, { email: 'old@example.com' })
    const sides = await questionSides(shop, { id: asked.id, key: 'r:7', wanted: false })
    expect(sides).toMatchObject({ ok: true, value: { other: { key: 'r:7' }, changes: [] } })
    expect(JSON.stringify(sides)).not.toMatch(/old@|new@|\+49176/u)
  })

  test('writes nothing over that was not chosen', async () => {
    const typed = { email: 'new@example.com', birthday: '1990-02-28' }
    const there = { email: 'old@example.com', birthday: '1991-03-01' }
    const opened = await refused(typed, there)
    const { shop, till, asked } = opened
    const sides = await questionSides(shop, { id: asked.id, key: 'r:7', wanted: true })
    expect(sides).toMatchObject({
      ok: true,
      value: {
        changes: [
          { field: 'email', was: 'old@example.com', now: 'new@example.com' },
          { field: 'birthday', was: '1991-03-01', now: '1990-02-28' },
        ],
      },
    })
    await itIs(shop, asked, ['birthday'])
    await arrived(opened)
    expect(till.fake.members.get('7')?.details).toMatchObject({
      email: 'old@example.com',
      birthday: '1990-02-28',
    })
  })

  test('leaves what was corrected since to the correction', async () => {
    const opened = await refused(
      { email: 'wrong@example.com' },
      {},
      {
        meanwhile: async (shop, key) => {
          const base = person({ phone, email: 'wrong@example.com' })
          const details = { ...base, email: 'right@example.com', birthday: '1990-02-28' }
          await editMember(shop, { intent: intent(), key, base, details })
        },
      },
    )
    const { shop, asked, key } = opened
    await itIs(shop, asked)
    expect((await viewOf(shop, key))?.details).toMatchObject({
      email: 'right@example.com',
      birthday: '1990-02-28',
    })
  })

  test('is told what the system does not let a till change, and it is not sent', async () => {
    const opened = await refused({ email: 'olga@example.com' }, {})
    const { shop, till, asked } = opened
    Object.assign(till.fake.provider.capabilities, { edit: ['phone'] })
    const sides = await questionSides(shop, { id: asked.id, key: 'r:7', wanted: true })
    expect(sides).toMatchObject({ ok: true, value: { changes: [], left: ['email'] } })
    await itIs(shop, asked, ['email'])
    await arrived(opened)
    expect(till.fake.count('edit')).toBe(0)
  })

  test('gives its card and what waited behind it the name of the member who gets it', async () => {
    const opened = await refused(
      { firstName: 'Vilma' },
      { firstName: 'Wilma' },
      {
        code: 'CARD-NEW',
        meanwhile: async (shop, key) => {
          const target = { kind: 'member', key } as const
          const card = { kind: 'template', templateId: 'coffee' } as const
          await addStamps(shop, { intent: intent(), target, card, amount: 2, again: false })
        },
      },
    )
    const { shop, till, asked, key } = opened
    await itIs(shop, asked)
    await arrived(opened)
    const settled = shop.outbox
      .history(shop.connection.id, key, 10)
      .map(({ facts, who }) => [facts.kind, who.name])
    expect(settled).toEqual([
      ['card.attach', 'Wilma Müller'],
      ['stamps.add', 'Wilma Müller'],
      ['member.create', 'Vilma Müller'],
    ])
    expect(till.fake.members.get('7')?.cards).toMatchObject([{ stamps: 2 }])
  })
})
