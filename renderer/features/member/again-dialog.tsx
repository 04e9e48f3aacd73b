import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { changePhrase } from '../../i18n/amount-phrase.ts'
import { Text, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { answerAgain } from '../../stores/member-actions.ts'
import { useMember, useTill } from '../../stores/till-context.tsx'
import type { AgainQuestion } from '../../stores/till.ts'

const titles = {
  stamps: 'member.again.title',
  reward: 'member.again.redeem.title',
  balance: 'balance.again.title',
} as const

function Question({ question }: { readonly question: AgainQuestion }): ReactNode {
  const times = useTimes()
  const now = useNow(10_000)
  const { facts, who, by, createdAt } = question.earlier
  const values = { name: who.name, ago: times.ago(createdAt, now), by: by ?? 'none' }
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

/** The same was done a moment ago: asks, and No is what Enter and Escape say. */
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
            {text('member.again.yes')}
          </Button>
          <Button
            variant="primary"
            size="l"
            autoFocus
            onPress={() => {
              answerAgain(till, false)
            }}
          >
            {text('member.again.no')}
          </Button>
        </>
      }
    >
      <p>
        <Question question={question} />
      </p>
    </Dialog>
  )
}
