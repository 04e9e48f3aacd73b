import { createHttp } from '../../electron/main/providers/http.ts'
import { authorize } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { baseOf } from '../../electron/main/providers/inveterate/inveterate-normalize.ts'
import { readRefusal } from '../../electron/main/providers/inveterate/inveterate-refusal.ts'
import type { Probe } from './bench.ts'
import { inveterateMemberChecks } from './inveterate-members.ts'
import { inveterateShopChecks } from './inveterate-shop.ts'
import { at } from './shape.ts'
import { byChangingOnly, elsewhere } from './verdict.ts'

/** Inveterate, by docs/providers/inveterate.md. */
export const inveterateProbe: Probe = {
  name: 'Inveterate',
  http: (tools, baseUrl) =>
    createHttp({ ...tools, baseUrl: baseOf(baseUrl), requestsPerSecond: null, authorize, readRefusal }),
  wrongKey: 'stampwell-probe-no-key',
  signInUrl: () => null,
  door: () => ({
    paths: ['/v2.0/merchant', '/v2.0/admin/merchant'],
    speaksAsOurs: (body) =>
      ['merchantId', 'myshopifyDomain'].some(
        (name) => at(body, 'data', name) !== undefined || at(body, 'data', 'merchant', name) !== undefined,
      ),
  }),
  checks: (bench) => [
    ...inveterateShopChecks(bench),
    ...inveterateMemberChecks(bench),
    elsewhere(
      '`credit` is what can be spent now',
      'compare with the dashboard, also with a live redemption code',
    ),
    byChangingOnly('`referrals` is taken as "true" or "false"'),
    byChangingOnly('A field that is null is taken back as an empty text'),
    byChangingOnly('PATCH answers 200 or 201'),
    byChangingOnly('An overdraft is refused before anything is done'),
    byChangingOnly('How long reads lag after a 201'),
    byChangingOnly('A credit may be sent with decimals, and a note of 255 characters'),
    byChangingOnly('A 400, 401, 403, 404 or 429 comes before anything is done'),
  ],
}
