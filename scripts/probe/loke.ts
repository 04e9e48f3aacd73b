import { createLokeHttp, tokenUrlOf } from '../../electron/main/providers/loke/loke-http.ts'
import { once, rowsOf } from './bench.ts'
import type { Probe } from './bench.ts'
import { lokeListChecks } from './loke-lists.ts'
import { lokeLookupChecks, orgOf } from './loke-lookups.ts'
import { at } from './shape.ts'
import { byChangingOnly, elsewhere } from './verdict.ts'

/** LOKE, by docs/providers/loke.md. */
export const lokeProbe: Probe = {
  name: 'LOKE',
  http: (tools, baseUrl) => createLokeHttp(tools, { baseUrl, tokenUrl: tokenUrlOf(baseUrl) }),
  wrongKey: 'stampwell-probe:no-secret',
  signInUrl: tokenUrlOf,
  door: (store) => ({
    paths: [`/organizations/${encodeURIComponent(store)}`],
    speaksAsOurs: (body) => at(body, 'id') !== undefined && at(body, 'name') !== undefined,
  }),
  checks: (bench) => {
    const page = once(() => bench.get(`${orgOf(bench)}/customers`, { sort: 'created' }))
    const rows = rowsOf(page)
    return [
      ...lokeLookupChecks(bench, rows),
      ...lokeListChecks(bench, page, rows),
      elsewhere(
        'An old cursor is refused, and the listing starts anew',
        'it would take a day; see the unknown cursor',
      ),
      byChangingOnly('A reference counts once for a customer, and a repeat is 409 whatever its amount'),
      byChangingOnly('A 409 on DELETE means that the change was taken back before'),
      byChangingOnly('A reference that was taken back can be used again, or not'),
      byChangingOnly('Taking more points than there are is refused in words such as "insufficient"'),
      byChangingOnly('How soon a balance shows a change'),
      byChangingOnly(
        "What a list's rename and its members' changes answer, and what renaming another's list answers",
      ),
      byChangingOnly('A 400, 401, 403, 404, 409, 422 or 429 comes before anything is done'),
    ]
  },
}
