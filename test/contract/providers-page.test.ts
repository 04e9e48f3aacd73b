import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import { createProvider } from '../../electron/main/providers/registry.ts'
import type { Capabilities } from '../../electron/main/providers/provider.ts'
import { providerIds } from '../../shared/domain/connection.ts'
import type { ProviderId } from '../../shared/domain/connection.ts'
import { systems } from '../../shared/domain/systems.ts'
import { contractTools, practiceConnection } from './provider-contract.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/providers.md'), 'utf8')
const names: Readonly<Record<ProviderId, string>> = {
  leal: 'Leal',
  loke: 'LOKE',
  inveterate: 'Inveterate',
  sellauth: 'SellAuth',
}

/** The cells of the first row under a heading that begins like this. */
function cells(heading: string, first: string): readonly string[] {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(heading)) ?? ''
  const row = section
    .split('\n')
    .find((line) => line.startsWith(`| ${first} `) || line.startsWith(`| ${first}|`))
  if (row === undefined) throw new Error(`no row "${first}" under "${heading}"`)
  return row
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim())
}

function capabilitiesOf(id: ProviderId): Capabilities {
  const connection = { ...practiceConnection('http://127.0.0.1:1'), provider: id }
  const provider = createProvider(connection, contractTools(createTransport(), 'key'))
  if (provider === null) throw new Error(`no adapter for ${id}`)
  return provider.capabilities
}

describe.each(providerIds.map((id, at) => [id, at] as const))('docs/providers.md on %s', (id, at) => {
  const told = capabilitiesOf(id)
  const { unanswered } = told

  it('tells what an unanswered change means as the adapter declares it', () => {
    const cell = (row: string): string | undefined => cells('What an unanswered change means', row)[at]
    const class_ = (offered: boolean, name: keyof typeof unanswered): string =>
      offered ? `\`${unanswered[name]}\`` : ''
    expect(cell('enrol')).toBe(told.enrol === 'makes' ? `\`${unanswered.create}\`` : 'never sent')
    expect(cell('attach a code')).toBe(told.codes === 'provider' ? `\`${unanswered.attach}\`` : 'never sent')
    expect(cell('edit')).toBe(class_(told.edit.length > 0, 'edit'))
    expect(cell('stamps, redeem')).toBe(class_(told.stamps !== null, 'stamps'))
    expect(unanswered.redeem).toBe(unanswered.stamps)
    expect(cell('change a balance')).toBe(class_(told.adjust !== null, 'adjust'))
    expect(cell('take a change back')).toBe(class_(told.revert, 'revert'))
    expect(cell('affiliate code')).toBe(class_(told.affiliate !== null, 'affiliate'))
    expect(cell('list')).toBe(class_(told.lists, 'list'))
    expect(cell('tier')).toBe(class_(told.tiers !== null, 'tier'))
  })

  it('tells what is offered, and how much at once', () => {
    const cell = (row: string): string => cells('What the till does today', row)[at] ?? ''
    const offers = (row: string, offered: boolean): void =>
      expect([row, cell(row) !== 'not offered']).toEqual([row, offered])
    offers('edit', told.edit.length > 0)
    offers('stamps, redeem', told.stamps !== null && told.redeem)
    offers('add to a balance, take from it', told.adjust !== null)
    offers('affiliate code', told.affiliate !== null)
    offers('lists', told.lists)
    offers('tiers', told.tiers !== null)
    offers('list of a balance’s changes', told.ledger)
    offers('wallet passes', told.wallet)
    expect(cell('enrol a walk-in').startsWith(told.enrol)).toBe(told.enrol === 'waits')
    expect(cell('give a card') === 'on this till').toBe(told.codes === 'till')
    const sought = { text: 'any text', email: 'a whole e-mail', phone: 'a whole phone' }
    const asked = (told.searches ?? []).map((what) => sought[what]).join(', ')
    expect(cell('ask the provider while somebody types')).toBe(asked === '' ? 'nothing' : asked)
    expect(cell('copy of all members')).toContain(`pages of ${told.pageSize}`)
  })

  it('tells how its amounts are kept', () => {
    const [counts, press, most] = cells('How amounts are kept', names[id])
    const { adjust } = told
    if (adjust === null) {
      expect([counts, press]).toEqual(['stamps', `${told.stamps?.min} to ${told.stamps?.max}`])
      return
    }
    const { unit } = adjust
    const written = (amount: number): string =>
      (amount / 10 ** unit.decimals).toLocaleString('en', {
        minimumFractionDigits: unit.decimals,
        maximumFractionDigits: unit.decimals,
      })
    expect(counts).toBe(unit.kind)
    expect(press).toBe(adjust.quick.map((amount) => amount / 10 ** unit.decimals).join(', '))
    expect(most?.startsWith(written(adjust.most))).toBe(true)
    expect(adjust.mostTaken).toBe(adjust.most)
  })

  it('and the system’s own page name the statuses after which nothing was done', () => {
    const own = readFileSync(join(import.meta.dirname, `../../docs/providers/${id}.md`), 'utf8')
    const [, named] = /^Never applied: ([\d, ]+)\./m.exec(own) ?? []
    expect(named).toBe(told.neverApplied.join(', '))
  })

  it('tells how long a change may be missing, and how late it may come', () => {
    const seconds = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`)
    const [lag, bound] = cells('What an adapter is', names[id])
    expect(lag?.startsWith(seconds(systems[id].readLagMs))).toBe(true)
    expect(bound).toBe(seconds(systems[id].lateBoundMs))
  })
})
