import type { Plant } from '../../planted/plant.ts'

/** Mistakes that a hostile network must bring to light. */
export const hostilePlants: readonly Plant[] = [
  {
    name: 'hostile-global-fetch',
    breaks: 'Changes go through a fetch that follows redirects and repeats by itself.',
    file: 'electron/main/providers/http.ts',
    find: 'const writing = ky.create({ ...never, fetch: transport.write })',
    replace: 'const writing = ky.create({ ...never })',
  },
  {
    name: 'hostile-kept-connections',
    breaks: 'Changes go over connections that may have been closed by the other side.',
    file: 'electron/main/outbound/fetch.ts',
    find: "write: createFetch({ ...options, agent: 'fresh' }, trust),",
    replace: "write: createFetch({ ...options, agent: 'keep-alive' }, trust),",
  },
  {
    name: 'hostile-trusts-silence',
    breaks: 'A connection that broke is taken for one that never stood.',
    file: 'electron/main/outbound/exchange.ts',
    find: 'fail(connected ? afterConnected(error) : beforeConnected(error))',
    replace: 'fail(beforeConnected(error))',
  },
  {
    name: 'hostile-reads-everything',
    breaks: 'An answer is read for as long as it comes.',
    file: 'electron/main/outbound/exchange.ts',
    find: 'if (size > most) fail(',
    replace: 'if (size < 0) fail(',
  },
  {
    name: 'hostile-believes-html',
    breaks: 'A page of a captive portal is taken for a refusal.',
    file: 'electron/main/providers/http-failure.ts',
    find: "if (!spoken || status < 400) return { kind: 'bad-answer', status }",
    replace: "if (status < 400) return { kind: 'bad-answer', status }",
  },
]
