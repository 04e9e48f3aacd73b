import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseAmount,
  wireAmount,
} from '../../../electron/main/providers/inveterate/inveterate-amount-schemas.ts'
import { parseCustomer } from '../../../electron/main/providers/inveterate/inveterate-customer-id.ts'
import {
  baseOf,
  memberOf,
  momentOf,
} from '../../../electron/main/providers/inveterate/inveterate-normalize.ts'
import {
  isKeyRefused,
  readRefusal,
  redactedMessage,
} from '../../../electron/main/providers/inveterate/inveterate-refusal.ts'
import { memberSchema } from '../../../electron/main/providers/inveterate/inveterate-schemas.ts'

describe('amounts', () => {
  it('every whole number of hundredths survives the wire and comes back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (hundredths) => {
        const back: unknown = JSON.parse(JSON.stringify(wireAmount(hundredths)))
        expect(parseAmount(back)).toEqual({ hundredths, exact: true })
        expect(parseAmount(String(back))).toEqual({ hundredths, exact: true })
      }),
    )
    expect([wireAmount(5), wireAmount(-5), wireAmount(1_250), wireAmount(-100)]).toEqual([
      0.05, -0.05, 12.5, -1,
    ])
  })

  it("the vendor's floating point noise is not money, and finer parts are cut, not rounded", () => {
    expect(parseAmount(0.1 + 0.2)).toEqual({ hundredths: 30, exact: true })
    expect(parseAmount(0.1 + 0.7)).toEqual({ hundredths: 80, exact: true })
    expect(parseAmount(5.684341886080802e-14)).toEqual({ hundredths: 0, exact: true })
    expect(parseAmount(0.6495)).toEqual({ hundredths: 64, exact: false })
    expect(parseAmount('-0.6495')).toEqual({ hundredths: -64, exact: false })
    expect(parseAmount('0.9999999')).toEqual({ hundredths: 100, exact: true })
    expect(Object.is(parseAmount('-0.00')?.hundredths, 0)).toBe(true)
  })

  it('what is not a plain decimal is no amount', () => {
    for (const odd of [
      '',
      ' ',
      '1,000',
      '1e3',
      '0x10',
      '.5',
      '5.',
      '--1',
      '٣',
      '1 000',
      'NaN',
      Number.NaN,
      1e10,
      '9'.repeat(11),
      null,
      [],
      {},
      true,
    ]) {
      expect(parseAmount(odd)).toBeNull()
    }
  })
})

describe('a pasted customer', () => {
  const read = (text: string): string => {
    const pasted = parseCustomer(text)
    return pasted.kind === 'customer' ? `${pasted.id}@${pasted.shop ?? ''}` : pasted.kind
  }
  it('is read from a number and from every address that Shopify shows', () => {
    const id = '6082598928622'
    expect(read(id)).toBe(`${id}@`)
    expect(read(` \u200b#${id}\u00a0\n`)).toBe(`${id}@`)
    expect(read(`gid://shopify/Customer/${id}`)).toBe(`${id}@`)
    for (const tail of ['', '/', '?utm=1', '#notes', '/edit', '.', ',']) {
      const shop = `${id}@corner-shop`
      expect(read(`https://admin.shopify.com/store/corner-shop/customers/${id}${tail}`)).toBe(shop)
      expect(read(`Corner-Shop.myshopify.com/admin/customers/${id}${tail}`)).toBe(shop)
    }
    expect(read(`<https://admin.shopify.com/store/corner-shop/customers/${id}>`)).toBe(`${id}@corner-shop`)
  })

  it('is never guessed', () => {
    expect(read(' \t')).toBe('empty')
    for (const other of [
      'https://admin.shopify.com/store/s/orders/6082598928622',
      'https://admin.shopify.com/store/s/customers',
      'https://admin.shopify.com/store/s/customers/segments/12',
      'https://admin.shopify.com/store/s/customers/new',
      'https://s.myshopify.com/customers/12',
      'gid://shopify/Order/12',
      'gid://shopify/Customer/0',
    ]) {
      expect(read(other)).toBe('no-customer')
    }
    for (const strange of [
      'https://evil.example/admin.shopify.com/store/s/customers/12',
      'https://admin.shopify.com.evil.example/store/s/customers/12',
      'https://evil.example/?u=s.myshopify.com/admin/customers/12',
      'javascript:alert(12)',
      'Ada Lovelace',
      '012345',
      '12.5',
      '1'.repeat(21),
      `${')'.repeat(1_000_000)}x`,
      '99999999999999999999',
    ]) {
      expect(read(strange)).toBe('unreadable')
    }
  })

  it('any text is read without a throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary-ascii' }),
          fc.webUrl({ withQueryParameters: true }),
          fc.constantFrom('\ud800', 'https://\ud800', '%', 'http://%zz'),
        ),
        (text) => void parseCustomer(text),
      ),
    )
  })
})

describe('words of a refusal', () => {
  const refused = (message: unknown) =>
    ({ kind: 'refused', status: 400, fields: readRefusal({ message }) }) as const
  it('only a complaint about the key itself counts as one', () => {
    expect(isKeyRefused(refused('Invalid API key'))).toBe(true)
    expect(
      isKeyRefused({
        kind: 'refused',
        status: 400,
        fields: readRefusal({ data: {}, success: false, errors: ['Invalid API key'] }),
      }),
    ).toBe(true)
    expect(isKeyRefused(refused(['X-Inveterate-Api-Key is required']))).toBe(true)
    expect(isKeyRefused(refused('Check your API key, URL parameters and body parameters'))).toBe(false)
    expect(isKeyRefused(refused('credits must not be less than 1'))).toBe(false)
  })

  it('fields and codes are told, sentences are not', () => {
    expect(
      readRefusal({
        message: [
          'credits must not be less than 1',
          'birthday should not be empty',
          'property x should not exist',
        ],
      }),
    ).toEqual({
      credits: ['limit'],
      birthday: ['missing'],
      base: ['other'],
    })
    for (const nothing of [null, undefined, 5, 'text', [], {}, { message: '' }, { message: [1] }]) {
      expect(readRefusal(nothing)).toEqual({})
      expect(redactedMessage(nothing)).toBeNull()
    }
  })

  it('a message is kept as evidence without whoever it quotes', () => {
    const message =
      'Failed to update customer Ada Lovelace <ada@example.com> +49301234567: phoneNumber is invalid'
    expect(redactedMessage({ message })).toBe('Failed to update customer … phoneNumber is invalid')
  })
})

describe('times and addresses', () => {
  it('a time has a zone, or says that it had none', () => {
    const at = Date.UTC(2026, 0, 2, 3, 4, 5)
    expect(momentOf('2026-01-02T03:04:05Z')).toEqual({ at, zoned: true })
    expect(momentOf('2026-01-02T05:04:05+02:00')).toEqual({ at, zoned: true })
    expect(momentOf('2026-01-02 03:04:05')).toEqual({ at, zoned: false })
    expect(momentOf('2026-01-02')).toEqual({ at: Date.UTC(2026, 0, 2), zoned: false })
    expect([momentOf(at), momentOf(at / 1_000)]).toEqual([
      { at, zoned: true },
      { at, zoned: true },
    ])
    for (const odd of [null, '', 'soon', '1', '2026-13-01T00:00:00Z', '02/01/2026', 0, -1, 1e300]) {
      expect(momentOf(odd)).toBeNull()
    }
  })

  it('the base address is the same with and without the version', () => {
    for (const tail of ['', '/', '/v2.0', '/v2.0/', '/V2.0//']) {
      expect(baseOf(` https://public.inveterateapi.com${tail} `)).toBe('https://public.inveterateapi.com')
    }
  })
})

describe('the tier of a member', () => {
  it.each([
    [{}, null, null],
    [{ segmentId: '3a636361' }, '3a636361', null],
    [{ tier: '3a636361' }, '3a636361', null],
    [{ tierId: '3a636361', tierName: ' Gold ' }, '3a636361', 'Gold'],
    [{ tier: { segmentId: '3a636361', name: 'Gold' } }, '3a636361', 'Gold'],
    [{ segment: { id: '3a636361', title: 'Gold' } }, '3a636361', 'Gold'],
    [{ tier: { name: 'Gold' } }, null, 'Gold'],
    [{ segmentId: '', tier: { id: 7, name: ['Gold'] } }, null, null],
  ])('%j: the id and the name are told apart, and what is not told is not guessed', (told, id, name) => {
    const member = memberOf(memberSchema.parse({ customerId: 1, ...told }))
    expect([member.tierId, member.tierName]).toEqual([id, name])
  })
})
