/** Within how many seconds a member who got something is asked about before getting it again; 0: a double press alone. */
export const againChoices = [0, 10, 30, 120, 600] as const

/** One of them. */
export type AgainSeconds = (typeof againChoices)[number]

/** Where nobody has said otherwise. */
export const usualAgain: AgainSeconds = 30
