import type { ReactNode } from 'react'
import { memberName } from '../../../shared/domain/member-name.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { marks } from '../../components/marks.tsx'
import { changePhrase } from '../../i18n/amount-phrase.ts'
import { Text, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { answerAgain } from '../../stores/member-actions.ts'
import { useMember, useTill } from '../../stores/till-context.tsx'
import type { AgainQuestion } from '../../stores/till.ts'
import './again-dialog.css'

const titles = {
  stamps: 'member.again.title',
  cap: 'cap.title',
  reward: 'member.again.redeem.title',
  balance: 'balance.again.title',
} as const

function Question({ question }: { readonly question: AgainQuestion }): ReactNode {
  const times = useTimes()
  const now = useNow(10_000)
  const name = useMember((member) => (member.view === null ? '' : memberName(member.view.details)))
  if (question.kind === 'cap') {
    const { given, cap, amount: more } = question
    return <Text id="cap.body" values={{ name, given, cap, more }} />
  }
  const { facts, who, by, createdAt } = question.earlier
  const values = {
    name: who.name,
    ago: times.ago(createdAt, now),
    named: by === null ? 'no' : 'yes',
    by: by ?? '',
  }
  if (facts.kind === 'reward.redeem') {
    return <Text id="member.again.redeem.body" values={{ ...values, reward: facts.rewardName }} />
  }
  if (facts.kind === 'balance.adjust') {
    return (
      <Text id="balance.again.body" values={{ ...values, what: changePhrase(facts.amount, facts.unit) }} />
    )
  }
  const amount = facts.kind === 'stamps.add' ? facts.amount : 1
  const more = question.kind === 'stamps' ? question.amount : amount
  return <Text id="member.again.body" values={{ ...values, amount, more }} />
}

/** The same was done a moment ago, or more than the shop's cap of a day: asks, and No is what Enter and Escape say. */
export function AgainDialog(): ReactNode {
  const till = useTill()
  const text = useText()
  const question = useMember((member) => member.question)
  if (question === null) return null
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text(titles[question.kind])}
      onClose={() => {
        answerAgain(till, false)
      }}
      footer={
        <>
          <Button
            size="l"
            onPress={() => {
              answerAgain(till, true)
            }}
          >
            {text(question.kind === 'cap' ? 'cap.yes' : 'member.again.yes')}
          </Button>
          <Button
            variant="primary"
            size="l"
            autoFocus
            onPress={() => {
              answerAgain(till, false)
            }}
          >
            {text(question.kind === 'cap' ? 'cap.no' : 'member.again.no')}
          </Button>
        </>
      }
    >
      <p className="again">
        <marks.asks size={40} aria-hidden className="again__mark" />
        <span>
          <Question question={question} />
        </span>
      </p>
    </Dialog>
  )
}
