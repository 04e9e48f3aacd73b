/** The longest name of a till, in characters: it stands beside the shop's. */
export const longestTillName = 40

/** Which till something is, or comes from. */
export interface TillView {
  /** Short, and part of every tag that it leaves at the loyalty system. */
  readonly id: string
  /** As the people of the shop call it; null where nobody has said. */
  readonly name: string | null
}
