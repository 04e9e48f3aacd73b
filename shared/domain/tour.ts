/** Where the tour is: 0 offered, 1 to 5 a thing to do, 6 what comes after it, 7 over. */
export const tourSteps = [0, 1, 2, 3, 4, 5, 6, 7] as const

/** One of them. */
export type TourStep = (typeof tourSteps)[number]

/** It was taken to its end, or left. */
export const tourOver: TourStep = 7
