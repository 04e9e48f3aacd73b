/** The colours that a shop may choose: as the computer has them, or one pinned. */
export const themes = ['system', 'light', 'dark', 'contrast-light', 'contrast-dark'] as const

/** One of {@link themes}. */
export type Theme = (typeof themes)[number]
