import { createHttp } from '../../electron/main/providers/http.ts'
import { readRefusal } from '../../electron/main/providers/leal/leal-normalize.ts'
import { once, rowsOf } from './bench.ts'
import type { Probe } from './bench.ts'
import { homeOf, lealListChecks } from './leal-list.ts'
import { lealLookupChecks } from './leal-lookups.ts'
import { at } from './shape.ts'
import { byChangingOnly, elsewhere } from './verdict.ts'

/** Leal, by docs/providers/leal.md. */
export const lealProbe: Probe = {
  name: 'Leal',
  http: (tools, baseUrl) =>
    createHttp({
      ...tools,
      baseUrl,
      requestsPerSecond: null,
      authorize: (key) => ({ authorization: `Bearer ${key}` }),
      readRefusal,
    }),
  wrongKey: 'stampwell-probe-no-key',
  signInUrl: () => null,
  door: (store) => ({
    paths: [`/api/v1/accounts/${encodeURIComponent(store)}`],
    speaksAsOurs: (body) => at(body, 'id') !== undefined || at(body, 'account', 'id') !== undefined,
  }),
  checks: (bench) => {
    const page = once(() => bench.get(`${homeOf(bench)}/customers`, { page: 1, items: 100 }))
    const rows = rowsOf(page, 'customers')
    return [
      ...lealListChecks(bench, page, rows),
      ...lealLookupChecks(bench, rows),
      elsewhere(
        "What Leal's own barcode holds is what a search takes",
        'scan a wallet pass and compare with the pattern above',
      ),
      byChangingOnly(
        'A create that is repeated with the same references makes no second member and no second welcome',
      ),
      byChangingOnly('A create whose reference is new and whose e-mail is taken is refused with 422'),
      byChangingOnly("Another customer's reference is refused or moved, which is why it is read first"),
      byChangingOnly('Null clears a field'),
      byChangingOnly('A 400, 401, 403, 404, 409, 410, 422 or 429 comes before anything is done'),
    ]
  },
}
