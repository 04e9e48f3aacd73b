import { describe, expect, it } from 'vitest'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import type { Provider } from '../../../electron/main/providers/provider.ts'
import { contractTools, practiceConnection, valueOf } from '../../contract/provider-contract.ts'

const asCashier = { priority: 'cashier', tag: 'T1-00000000' } as const
const code = '2900000010420'

interface Wire {
  readonly id: number
  readonly [name: string]: unknown
}

const person = (id: number, over: Record<string, unknown> = {}): Wire => ({
  id,
  first_name: 'Ada',
  last_name: 'L',
  email: `ada${id}@example.com`,
  phone: null,
  customer_cards: [{ id: id * 10, uuid: `uuid-${id}`, card_id: 1, card_name: 'Coffee', stamps_count: 2 }],
  external_references: [],
  ...over,
})

const carrying = (id: number, external_id: string, source = 'stampwell_card'): Wire =>
  person(id, { external_references: [{ source, external_id, metadata: {} }] })

/** A Leal that answers exact look-ups and searches as told, and knows every customer one by one. */
function leal(answers: {
  exact?: readonly Wire[]
  search?: readonly Wire[]
  whole?: readonly Wire[]
  pages?: number
}): { provider: Provider; asked: string[] } {
  const asked: string[] = []
  const { exact = [], search = [], whole = [], pages = 1 } = answers
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    asked.push(`${request.method} ${url.pathname.replace('/api/v1/accounts/4711', '')}${url.search}`)
    const id = /\/customers\/(\d+)$/.exec(url.pathname)?.[1]
    if (id !== undefined) {
      const found = [...whole, ...exact, ...search].find((each) => String(each.id) === id)
      return found === undefined ? Response.json({}, { status: 404 }) : Response.json(found)
    }
    const customers = url.searchParams.has('external_id') ? exact : search
    return Response.json({ customers, pagination: { count: customers.length, items: 10, page: 1, pages } })
  }
  const tools = contractTools({ read: send, write: send }, 'key')
  const provider = createProvider(practiceConnection('https://leal.invalid'), tools)
  if (provider === null) throw new Error('leal is not registered')
  return { provider, asked }
}

const found = async (answers: Parameters<typeof leal>[0], text = code): Promise<string[]> =>
  valueOf(await leal(answers).provider.findByCode(text, asCashier)).map((member) => member.remoteId)

describe('whose a scanned code is', () => {
  it('a reference of ours is proof', async () => {
    expect(await found({ exact: [carrying(1, code)] })).toEqual(['1'])
  })

  it("a card's public id is proof", async () => {
    expect(await found({ search: [person(2)] }, 'UUID-2')).toEqual(['2'])
  })

  it('a customer that exact look-up and search both bring is one customer', async () => {
    expect(await found({ exact: [carrying(1, code)], search: [carrying(1, code)] })).toEqual(['1'])
  })

  it('several that carry it are several', async () => {
    expect(await found({ search: [carrying(1, code), carrying(2, code)] })).toEqual(['1', '2'])
  })

  it('a hit that nothing else explains has the code', async () => {
    expect(await found({ search: [person(3)] })).toEqual(['3'])
  })

  it.each<[string, Record<string, unknown>]>([
    ['the phone', { phone: '+29 0000 001 0420' }],
    ['the e-mail', { email: `x${code}@example.com` }],
    ['the name', { last_name: code }],
    ["another system's reference", { external_references: [{ source: 'my_pos', external_id: code }] }],
    ['a longer code', { external_references: [{ source: 'stampwell_card', external_id: `${code}9` }] }],
  ])('a hit that %s explains does not', async (_name, over) => {
    expect(await found({ search: [person(4, over)] })).toEqual([])
  })

  it('nobody is guessed beside somebody who verifiably has it', async () => {
    expect(await found({ exact: [carrying(1, code)], search: [person(3), carrying(1, code)] })).toEqual(['1'])
  })

  it('an exact look-up that brings somebody else is not believed', async () => {
    expect(await found({ exact: [carrying(5, 'ANOTHER')] })).toEqual([])
  })

  it('a long list is a word, not a card: only rows that show the code count, and none is read one by one', async () => {
    const rows = Array.from({ length: 10 }, (_each, at) => person(at + 1))
    const { provider, asked } = leal({ search: [...rows, carrying(99, code)], pages: 3 })
    const members = valueOf(await provider.findByCode(code, asCashier))
    expect(members.map((member) => member.remoteId)).toEqual(['99'])
    expect(asked).toHaveLength(2)
  })

  it('rows that hide their cards are read one by one, so that the card can be chosen', async () => {
    const bare = (wire: Wire): Wire => ({
      ...wire,
      customer_cards: undefined,
      external_references: undefined,
    })
    const { provider } = leal({ search: [bare(person(7))], whole: [carrying(7, code)] })
    const members = valueOf(await provider.findByCode(code, asCashier))
    expect(members).toMatchObject([{ remoteId: '7', cardsKnown: true, cards: [{ id: '70', stamps: 2 }] }])
  })
})

describe('a tag', () => {
  const tagged = async (exact: readonly Wire[]): Promise<unknown> => {
    const answer = await leal({ exact }).provider.findByTag('01JDTAG', asCashier)
    return answer.ok ? (answer.value?.remoteId ?? null) : answer.failure.kind
  }

  it('counts only on a customer that shows it', async () => {
    expect(await tagged([carrying(1, '01JDTAG', 'stampwell_op')])).toBe('1')
    expect(await tagged([carrying(1, '01JDTAG', 'somebody_else')])).toBeNull()
    expect(await tagged([person(1)])).toBeNull()
    expect(await tagged([])).toBeNull()
  })

  it('an answer that ignores the filter proves nothing, neither yes nor no', async () => {
    expect(await tagged(Array.from({ length: 25 }, (_each, at) => person(at + 1)))).toBe('bad-answer')
  })

  it('references that cannot be read prove nothing', async () => {
    expect(await tagged([person(1, { external_references: ['stampwell_op:01JDTAG'] })])).toBe('bad-answer')
  })

  it('two customers with one tag are no answer', async () => {
    const twice = [carrying(1, '01JDTAG', 'stampwell_op'), carrying(2, '01JDTAG', 'stampwell_op')]
    expect(await tagged(twice)).toBe('bad-answer')
  })
})

describe('giving a code to somebody', () => {
  const input = {
    details: { firstName: 'A', lastName: null, email: 'a@example.com', phone: null, birthday: null },
    code,
    templateId: '1',
    sendLinks: false,
    tag: '01JDTAG',
  }

  it('a code that is taken is refused without any change being sent', async () => {
    const { provider, asked } = leal({ exact: [carrying(1, code)] })
    const taken = { ok: false, failure: { kind: 'refused', fields: { external_references: ['taken'] } } }
    expect(await provider.create(input, asCashier)).toMatchObject(taken)
    expect(await provider.attachCode('2', code, asCashier)).toMatchObject(taken)
    expect(asked.filter((each) => !each.startsWith('GET'))).toEqual([])
  })

  it('a repeat of our own enrolment goes through', async () => {
    const ours = person(1, {
      external_references: [
        { source: 'stampwell_card', external_id: code },
        { source: 'stampwell_op', external_id: '01JDTAG' },
      ],
    })
    const { provider, asked } = leal({ exact: [ours] })
    await provider.create(input, asCashier)
    expect(asked.filter((each) => !each.startsWith('GET'))).toEqual(['POST /customers'])
  })
})

describe('a listing', () => {
  it('goes on while pages are full where no count is told, and ends with the first that is not', async () => {
    const page = async (rows: number): Promise<string | null> => {
      const customers = Array.from({ length: rows }, (_each, at) => person(at + 1))
      const send: typeof fetch = async () => Response.json({ customers })
      const tools = contractTools({ read: send, write: send }, 'key')
      const provider = createProvider(practiceConnection('https://leal.invalid'), tools)!
      return valueOf(await provider.members('4', asCashier)).next
    }
    expect(await page(100)).toBe('5x100')
    expect(await page(99)).toBeNull()
    expect(await page(0)).toBeNull()
  })
})
