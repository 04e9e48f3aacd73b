import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'

/** What live regions hold, as the accessibility tree has it. */
export interface Said {
  readonly how: 'polite' | 'assertive'
  readonly words: string
}

/** The live regions of the accessibility tree that hold words: what a screen reader says, read where it reads. */
export async function liveRegions(page: Page): Promise<readonly Said[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const wordsOf = (id: string): string => {
    const node = byId.get(id)
    if (node === undefined) return ''
    if (node.role?.value === 'StaticText') return String(node.name?.value ?? '')
    return (node.childIds ?? []).map(wordsOf).join('')
  }
  return nodes.flatMap((node): Said[] => {
    if (node.ignored) return []
    const own = node.properties?.find(({ name }) => name === 'live')?.value.value as unknown
    const parent = node.parentId === undefined ? undefined : byId.get(node.parentId)
    // Inherited by everything within; the region itself is the first that has it.
    const isInner = parent?.properties?.some(({ name }) => name === 'live') === true
    if (isInner || (own !== 'polite' && own !== 'assertive')) return []
    // Sentence by sentence: a region keeps the one before the newest.
    const how = own
    return (node.childIds ?? [])
      .map((id): Said => ({ how, words: wordsOf(id).trim() }))
      .filter(({ words }) => words !== '')
  })
}

/** Waits until a live region says it. */
export async function expectSaid(page: Page, words: RegExp, how?: Said['how']): Promise<void> {
  await expect
    .poll(
      async () => {
        const said = await liveRegions(page)
        const fits = said.some((each) => words.test(each.words) && (how === undefined || each.how === how))
        return fits ? 'said' : said
      },
      { message: `a live region says ${String(words)}` },
    )
    .toBe('said')
}
