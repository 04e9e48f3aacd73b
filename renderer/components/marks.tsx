import { BadgeInfo, CircleCheck, MessageCircleQuestion, OctagonX, TriangleAlert } from 'lucide-react'

/**
 * What a message is, by its outline as well as by its colour: a circle went well, an octagon went wrong, a triangle warns, a
 * speech bubble asks, and a seal only tells.
 */
export const marks = {
  good: CircleCheck,
  bad: OctagonX,
  warn: TriangleAlert,
  asks: MessageCircleQuestion,
  info: BadgeInfo,
} as const

/** One of them. */
export type MarkName = keyof typeof marks
