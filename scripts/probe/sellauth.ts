import { createHttp } from '../../electron/main/providers/http.ts'
import { sellAuthBase, sellAuthHttp } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import { once, rowsOf } from './bench.ts'
import type { Probe } from './bench.ts'
import { sellAuthFilterChecks } from './sellauth-filters.ts'
import { shopOf } from './sellauth-history.ts'
import { sellAuthRowChecks } from './sellauth-rows.ts'
import { at } from './shape.ts'
import { byChangingOnly, elsewhere } from './verdict.ts'

/** SellAuth, by docs/providers/sellauth.md. */
export const sellAuthProbe: Probe = {
  name: 'SellAuth',
  http: (tools, baseUrl) =>
    createHttp({ ...tools, ...sellAuthHttp, baseUrl: sellAuthBase(baseUrl), requestsPerSecond: null }),
  wrongKey: '1|stampwell-probe-no-key',
  signInUrl: () => null,
  door: (store) => ({
    paths: [`/v1/shops/${encodeURIComponent(store)}/customers`],
    speaksAsOurs: (body) => Array.isArray(at(body, 'data')),
  }),
  checks: (bench) => {
    const query = { page: 1, perPage: 100, orderColumn: 'id', orderDirection: 'asc' }
    const rows = rowsOf(
      once(() => bench.get(`${shopOf(bench)}/customers`, query)),
      'data',
    )
    return [
      ...sellAuthRowChecks(bench, rows),
      ...sellAuthFilterChecks(bench, rows),
      elsewhere(
        'Times without a zone are UTC',
        'buy something, and compare `last_completed_at` with the clock',
      ),
      elsewhere("A balance is in the shop's currency", 'compare the dashboard with the shop'),
      byChangingOnly('What a balance change answers, and that its description is kept whole'),
      byChangingOnly('A deduction below zero is refused, or allowed'),
      byChangingOnly('Null clears an affiliate code'),
      byChangingOnly("Somebody else's affiliate code is refused; whether letter case counts"),
      byChangingOnly('`newsletter_at` is null once somebody has unsubscribed'),
      byChangingOnly('How long a change may be missing from reads'),
      byChangingOnly('A 400, 403, 404, 405, 409, 413, 415 or 422 comes before anything is done'),
    ]
  },
}
