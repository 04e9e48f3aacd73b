import type { MemberKey } from '../../../shared/domain/ids.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import type { HeldCard, MemberDetails } from '../../../shared/domain/member.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { CardTemplate, Programme } from '../../../shared/domain/programme.ts'
import type { CardView, MemberView, PeopleView, ReplacedCardView } from '../../../shared/domain/views.ts'
import { formsOfCard } from '../../../shared/scan/card-forms.ts'
import type { CachedMember } from '../directory/types.ts'
import type { Owed, OwedCard } from '../outbox/types.ts'
import { formatPhone } from './format-phone.ts'

/** What a panel is made of. */
export interface MemberParts {
  readonly key: MemberKey
  readonly remoteId: string | null
  /** What the provider last said; null where it never did. */
  readonly known: CachedMember | null
  readonly owed: Owed
  readonly programme: Programme | null
  readonly history: readonly OperationView[]
  /** Codes that this till has learned for the member. */
  readonly codes: readonly string[]
  /** Who else the member is or may be; null where nobody is. */
  readonly people: PeopleView | null
  /** Cards that were lost, the newest first. */
  readonly replaced: readonly ReplacedCardView[]
}

/**
 * The member as the panel shows it: what the provider said, and beside it, never mixed in, what this till
 * still owes. Null where nothing is known at all.
 */
export function memberView(parts: MemberParts): MemberView | null {
  const base = parts.known?.member.details ?? parts.owed.creation?.payload.details
  if (base === undefined) return null
  const details: MemberDetails = { ...base, ...parts.owed.edits }
  return {
    key: parts.key,
    remoteId: parts.remoteId,
    details,
    phoneShown: formatPhone(details.phone),
    asOf: parts.known?.fetchedAt ?? null,
    cards: cardViews(parts),
    codes: codesOf(parts),
    ...(parts.known?.member.facts === undefined ? {} : { facts: parts.known.member.facts }),
    waitingFields: memberFields.filter((field) => field in parts.owed.edits),
    history: parts.history,
    ...(parts.people === null ? {} : { people: parts.people }),
    ...(parts.replaced.length === 0 ? {} : { replaced: parts.replaced }),
  }
}

/** Codes that open the member: those of lost cards do not. */
function codesOf({ known, owed, codes, replaced }: MemberParts): readonly string[] {
  const lost = new Set(replaced.flatMap(({ code }) => formsOfCard(code)))
  const all = new Set([...(known?.member.codes ?? []), ...owed.codes, ...codes])
  return [...all].filter((code) => !lost.has(code))
}

function cardViews(parts: MemberParts): readonly CardView[] {
  const { known, owed, programme } = parts
  const templates = programme?.cards ?? []
  const left = [...owed.cards]
  const held = (known?.member.cards ?? []).map((card) =>
    cardView(card, templates, takeOwed(left, card, templates)),
  )
  if (held.length > 0) return held
  const templateId = owed.creation?.payload.templateId ?? owed.cards[0]?.templateId ?? onlyTemplate(templates)
  const template = templates.find((one) => one.id === templateId)
  // A provider that said "no cards" is believed; one that was not asked yet is not.
  const mayHoldOne = known === null ? owed.creation !== null : !known.member.cardsKnown
  if (template === undefined || !(mayHoldOne || left.length > 0)) return []
  return [pendingCard(template, owed.creation?.payload.welcome ?? 0, total(left))]
}

function cardView(card: HeldCard, templates: readonly CardTemplate[], owed: Sum): CardView {
  const template = templates.find((one) => one.id === card.templateId)
  return {
    id: card.id,
    templateId: card.templateId,
    name: template?.name ?? card.name,
    ...(template?.unit === undefined ? {} : { unit: template.unit }),
    stampsRequired: template?.stampsRequired ?? Math.max(card.stamps, 1),
    stamps: card.stamps,
    waiting: owed.waiting,
    welcome: 0,
    checking: owed.checking,
    rewards: rewards(template, card.stamps + owed.waiting),
  }
}

function pendingCard(template: CardTemplate, welcome: number, owed: Sum): CardView {
  return {
    id: null,
    templateId: template.id,
    name: template.name,
    ...(template.unit === undefined ? {} : { unit: template.unit }),
    stampsRequired: template.stampsRequired,
    stamps: null,
    waiting: owed.waiting,
    welcome,
    checking: owed.checking,
    rewards: rewards(template, welcome + owed.waiting),
  }
}

function rewards(template: CardTemplate | undefined, have: number): CardView['rewards'] {
  return (template?.rewards ?? []).map((reward) => ({ ...reward, ready: have >= reward.stampsRequired }))
}

interface Sum {
  readonly waiting: number
  readonly checking: number
}

function total(owed: readonly OwedCard[]): Sum {
  return owed.reduce(
    (sum, one) => ({ waiting: sum.waiting + one.waiting, checking: sum.checking + one.checking }),
    {
      waiting: 0,
      checking: 0,
    },
  )
}

/** Takes from `left` what is owed to this card: named by its id, by its template, or by no name at all. */
function takeOwed(left: OwedCard[], card: HeldCard, templates: readonly CardTemplate[]): Sum {
  const mine = left.filter(
    (owed) =>
      owed.cardId === card.id ||
      (owed.cardId === null &&
        (owed.templateId === card.templateId || owed.templateId === null || templates.length === 1)),
  )
  for (const one of mine) left.splice(left.indexOf(one), 1)
  return total(mine)
}

function onlyTemplate(templates: readonly CardTemplate[]): string | undefined {
  return templates.length === 1 ? templates[0]?.id : undefined
}
