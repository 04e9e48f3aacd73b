// True answers in other words.

/** The same JSON, each value seen by `change` first. */
function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const told = change(value)
  if (Array.isArray(told)) return told.map((each) => mapped(each, change))
  if (typeof told !== 'object' || told === null) return told
  return Object.fromEntries(Object.entries(told).map(([name, inner]) => [name, mapped(inner, change)]))
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** The same answer with a field in each object that nobody documented. */
export const withMore = (body: unknown): unknown =>
  mapped(body, (value) =>
    isObject(value) && !('deep' in value) ? { ...value, an_unknown_field: [[]] } : value,
  )

/** The same answer with every number in quotes. */
export const numbersAsText = (body: unknown): unknown =>
  mapped(body, (value) => (typeof value === 'number' ? String(value) : value))

/** Every place of an object's field, as the way to it. */
export function placesIn(value: unknown, way: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(Array.isArray(value) ? [] : [[...way, name]]),
    ...placesIn(inner, [...way, name]),
  ])
}

/** The same answer without the field at one of these places. */
export function without(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || name === undefined) return value
  if (Array.isArray(value))
    return value.map((each: unknown, at) => (String(at) === name ? without(each, rest) : each))
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key !== name ? [[key, inner]] : rest.length === 0 ? [] : [[key, without(inner, rest)]],
    ),
  )
}
