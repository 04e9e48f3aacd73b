const literal = /'(?<a>[^'\\\n]+)'|"(?<b>[^"\\\n]+)"|`(?<c>(?:[^`\\$]|\$(?!\{)|\$\{[^`]*?\})*)`/gu

/**
 * The sentences that a module names: by their whole name, or by a template that can become one (`failure.${kind}`). A
 * template that begins with its gap is taken for nothing: it could become anything.
 */
export function idsIn(source: string, ids: readonly string[]): ReadonlySet<string> {
  const known = new Set(ids)
  const found = new Set<string>()
  for (const { groups = {} } of source.matchAll(literal)) {
    const text = groups['a'] ?? groups['b'] ?? groups['c'] ?? ''
    if (known.has(text)) found.add(text)
    else if (/^[a-z][\w-]*[.-].*\$\{/u.test(text)) {
      const shape = new RegExp(
        `^${text
          .split(/\$\{.*?\}/u)
          .map(plain)
          .join('.+')}$`,
        'u',
      )
      for (const id of ids) if (shape.test(id)) found.add(id)
    }
  }
  return found
}

function plain(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')
}
