/**
 * `after`, in which every part that says the same as before is the very part from before: what is drawn from such a part
 * is not drawn anew. Answers `before` itself where nothing changed. For plain data alone.
 */
export function sameParts<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after
  if (!isPlain(before) || !isPlain(after) || Array.isArray(before) !== Array.isArray(after)) return after
  const old = new Map(Object.entries(before))
  const entries = Object.entries(after).map(
    ([name, value]) => [name, sameParts(old.get(name), value as unknown)] as const,
  )
  const isSame =
    entries.length === old.size &&
    entries.every(([name, value]) => old.has(name) && Object.is(old.get(name), value))
  if (isSame) return before as T
  return (Array.isArray(after) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as T
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
