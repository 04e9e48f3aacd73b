import { judge, quietly, taken, unknownIsTold, wrongKeyIsTold } from './bench.ts'
import type { Bench } from './bench.ts'
import { homeOf } from './leal-list.ts'
import { at, fieldsFit, isRow, pathIdOf, rowsIn, textsIn } from './shape.ts'
import type { Row } from './shape.ts'
import { differs, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

/** What is assumed of ways to find somebody. */
export function lealLookupChecks(bench: Bench, rows: () => Promise<readonly Row[]>): readonly Check[] {
  const home = homeOf(bench)
  const search = async (text: string, id: unknown): Promise<Verdict> =>
    await judge(bench.get(`${home}/customers`, { search: text, page: 1, items: 50 }), (body) => {
      const found = rowsIn(at(body, 'customers'))
      return found.some((row) => at(row, 'id') === id)
        ? holds(`found: ${found.length}`)
        : differs(`not among the ${found.length} that were found`)
    })
  /** Looks for the first row that has such a text. */
  const bySearch =
    (what: string, textOf: (row: Row) => string | undefined): (() => Promise<Verdict>) =>
    async () => {
      for (const row of await rows()) {
        const text = textOf(row)
        if (text !== undefined) return await search(text, at(row, 'id'))
      }
      return unseen(`no row of the first page has ${what}`)
    }
  const digits = (row: Row): string | undefined => textsIn([row], 'phone')[0]?.replace(/\D/g, '')

  return [
    {
      assumes: '`source` with `external_id` brings exact hits alone: an id that nobody has brings nobody',
      look: () =>
        judge(
          bench.get(`${home}/customers`, { source: 'stampwell_card', external_id: bench.nobody }),
          (body) => {
            const found = rowsIn(at(body, 'customers')).length
            return found === 0 ? holds() : differs(`${found} customers were answered`)
          },
        ),
    },
    {
      assumes: 'A reference that a row shows finds that customer and nobody else',
      look: async () => {
        for (const row of await rows()) {
          const [reference] = rowsIn(at(row, 'external_references'))
          const [source, external] = [at(reference, 'source'), at(reference, 'external_id')]
          if (typeof source !== 'string' || typeof external !== 'string') continue
          return await judge(bench.get(`${home}/customers`, { source, external_id: external }), (body) => {
            const found = rowsIn(at(body, 'customers'))
            if (found.length !== 1) return differs(`${found.length} customers were answered`)
            return at(found[0], 'id') === at(row, 'id') ? holds() : differs('somebody else was answered')
          })
        }
        return unseen('no row of the first page shows a reference')
      },
    },
    {
      assumes: 'A search for a word that nobody has brings nobody',
      look: () =>
        judge(bench.get(`${home}/customers`, { search: bench.nobody, page: 1, items: 50 }), (body) => {
          const found = rowsIn(at(body, 'customers')).length
          return found === 0 ? holds() : differs(`${found} customers were answered`)
        }),
    },
    {
      assumes: 'A search takes a whole e-mail',
      look: bySearch('an e-mail', (row) => textsIn([row], 'email')[0]),
    },
    {
      assumes: 'A search takes the digits of a phone without the plus',
      look: bySearch('a phone', (row) => digits(row) || undefined),
    },
    {
      assumes: "A search takes a card's uuid",
      look: bySearch('a card with a uuid', (row) => textsIn(rowsIn(at(row, 'customer_cards')), 'uuid')[0]),
    },
    {
      assumes: 'The adapter finds exactly one member by the code of a card',
      look: async () => {
        const code = (await rows()).flatMap((row) => textsIn(rowsIn(at(row, 'customer_cards')), 'uuid'))[0]
        if (code === undefined) return unseen('no row of the first page shows a uuid')
        return await taken(bench.provider.findByCode(code, quietly), (found) =>
          found.length === 1 ? holds() : differs(`${found.length} members`),
        )
      },
    },
    {
      assumes: 'One customer is read by id, bare or as `customer`',
      look: async () => {
        const [row] = await rows()
        const id = pathIdOf(row)
        if (id === null) return unseen('there are no rows')
        return await judge(bench.get(`${home}/customers/${id}`), (body) => {
          const bare = pathIdOf(body) === id
          if (!bare && pathIdOf(at(body, 'customer')) !== id) return differs('it does not show that id')
          const one = bare ? body : at(body, 'customer')
          const cards =
            isRow(one) && Array.isArray(at(one, 'customer_cards')) ? 'with cards' : 'without cards'
          return holds(`${bare ? 'bare' : 'as customer'}, ${cards}`)
        })
      },
    },
    {
      assumes: "A customer's cards are read on their own",
      look: async () => {
        const row =
          (await rows()).find((each) => rowsIn(at(each, 'customer_cards')).length > 0) ?? (await rows())[0]
        const id = pathIdOf(row)
        if (id === null) return unseen('there are no rows')
        return await judge(bench.get(`${home}/customers/${id}/customer_cards`), (body) =>
          fieldsFit(rowsIn(Array.isArray(body) ? body : at(body, 'customer_cards')), {
            needed: ['id', 'card_id', 'stamps_count'],
            others: ['uuid', 'card_name', 'pass_installed', 'apple_wallet_url', 'google_wallet_url'],
          }),
        )
      },
    },
    unknownIsTold(bench, 'customer', () => bench.provider.member('999999999999999', quietly)),
    wrongKeyIsTold(bench),
  ]
}
