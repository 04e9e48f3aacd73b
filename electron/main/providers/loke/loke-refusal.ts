import type { RefusedFields } from '../http-failure.ts'
import type { Failure, RefusalCode } from '../provider.ts'

/** Whether the provider says that it has this very point record already: 409 `duplicate_point_record`. */
export function isDuplicatePoints(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.fields['reference']?.includes('duplicate') === true
}

/**
 * What a refusal says, as codes; the texts stay behind. The documentation names the codes and not the body, so they
 * are looked for wherever a body may hold them.
 */
export function readRefusal(body: unknown, status: number): RefusedFields {
  const texts = [...textsOf(body), ...textsOf(memberOf(body, 'error'))]
  if (status === 409 && texts.some((text) => /(?<![a-z_])duplicate_point_record(?![a-z_])/i.test(text)))
    return { reference: ['duplicate'] }
  return { base: [refusalCode(texts.join(' '))] }
}

function textsOf(body: unknown): readonly string[] {
  return ['code', 'error', 'message'].flatMap((name) => {
    const told = memberOf(body, name)
    return typeof told === 'string' ? [told.slice(0, 500)] : []
  })
}

function memberOf(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined
  return (body as Readonly<Record<string, unknown>>)[name]
}

/** Words as the vendor might use them; none of them is documented. */
function refusalCode(text: string): RefusalCode {
  if (/not[ _]enough|insufficient|below[ _]zero/i.test(text)) return 'not-enough'
  if (/too[ _](?:large|long|many|big|small)|exceed|maximum|minimum/i.test(text)) return 'limit'
  if (/required|missing|blank/i.test(text)) return 'missing'
  if (/taken|already[ _]exists/i.test(text)) return 'taken'
  if (/invalid|must be|validation|bad[ _]request/i.test(text)) return 'invalid'
  return 'other'
}
