// What the fake Inveterate demands of a body and a query, in the words of the framework that the vendor's
// documentation was generated with. Nothing here is shared with the adapter.

export type Documentation = 'current' | 'older'

type Rule = (value: unknown, name: string) => string | null

const isString: Rule = (value, name) =>
  typeof value !== 'string' ? `${name} must be a string` : value === '' ? `${name} should not be empty` : null
const isText: Rule = (value, name) => (typeof value === 'string' ? null : `${name} must be a string`)
const isBoolean: Rule = (value, name) =>
  typeof value === 'boolean' ? null : `${name} must be a boolean value`
const isDate: Rule = (value, name) => {
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN
  const real = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === value
  return real ? null : `${name} must be formatted as YYYY-MM-DD`
}
const atLeastOne: Rule = (value, name) =>
  typeof value !== 'number'
    ? `${name} must be a number`
    : value < 1
      ? `${name} must not be less than 1`
      : null
const notZero: Rule = (value, name) =>
  typeof value !== 'number' ? `${name} must be a number` : value === 0 ? `${name} must not be zero` : null
/** "Signifies whether or not the customer was referred", as a string; a customer's id there is the trap. */
const isReferral: Rule = (value, name) =>
  value === 'true' || value === 'false' ? null : `${name} must be true or false as a string`

interface Shape {
  readonly required: Readonly<Record<string, Rule>>
  readonly optional?: Readonly<Record<string, Rule>>
}

const enrolShape = (documentation: Documentation): Shape => ({
  required: {
    customerId: isString,
    referrals: isReferral,
    segmentId: isString,
    overrideSpendThreshold: isBoolean,
    keepInSpendBasedTier: isBoolean,
    credits: atLeastOne,
    ...(documentation === 'current' ? { birthday: isDate } : {}),
  },
})

const updateShape = (documentation: Documentation): Shape => ({
  required: {
    firstName: isText,
    lastName: isText,
    notes: isText,
    phoneNumber: isText,
    ...(documentation === 'current' ? { birthday: isDate } : {}),
  },
})

const creditShape = (documentation: Documentation): Shape =>
  documentation === 'current'
    ? { required: { amount: notZero }, optional: { note: isText, force: isBoolean } }
    : // The oldest copy has additions alone, and neither note nor force.
      { required: { amount: atLeastOne } }

export type BodyKind = 'enrol' | 'update' | 'credit'

/** Every complaint about a body; none means that it is accepted. */
export function complaintsAbout(kind: BodyKind, body: unknown, documentation: Documentation): string[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return ['body must be an object']
  const shape = { enrol: enrolShape, update: updateShape, credit: creditShape }[kind](documentation)
  const given = body as Readonly<Record<string, unknown>>
  const known = { ...shape.optional, ...shape.required }
  const strange = Object.keys(given).filter((name) => !Object.hasOwn(known, name))
  const wrong = Object.entries(shape.required).map(([name, rule]) =>
    given[name] === undefined ? `${name} should not be empty` : rule(given[name], name),
  )
  const odd = Object.entries(shape.optional ?? {}).map(([name, rule]) =>
    given[name] === undefined ? null : rule(given[name], name),
  )
  return [...strange.map((name) => `property ${name} should not exist`), ...wrong, ...odd].filter(
    (text) => text !== null,
  )
}

/** A raw query as name and value; null where a name repeats or a character is not encoded. */
export function queryOf(raw: string): Record<string, string> | null {
  const query: Record<string, string> = {}
  for (const pair of raw === '' ? [] : raw.split('&')) {
    const [name = '', value = '', ...rest] = pair.split('=')
    // The documentation insists on encoded cursors: a bare plus, a blank or a hash would arrive as something else.
    if (rest.length > 0 || Object.hasOwn(query, name) || !/^[A-Za-z0-9\-_.!~*'()%]*$/.test(value)) return null
    try {
      query[name] = decodeURIComponent(value)
    } catch {
      return null
    }
  }
  return query
}

/** Complaints about a query's names, and about `limit`. */
export function complaintsAboutQuery(
  query: Readonly<Record<string, string>>,
  allowed: readonly string[],
  required: readonly string[],
): string[] {
  const strange = Object.keys(query).filter((name) => !allowed.includes(name))
  const missing = required.filter((name) => query[name] === undefined)
  const limit = query['limit']
  const badLimit =
    limit !== undefined && !(/^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 100)
  const benefits = query['includeBenefits']
  return [
    ...strange.map((name) => `property ${name} should not exist`),
    ...missing.map((name) => `${name} must be a string`),
    ...(badLimit ? ['limit must not be greater than 100'] : []),
    ...(benefits === undefined || benefits === 'true' || benefits === 'false'
      ? []
      : ['includeBenefits must be a boolean value']),
  ]
}
