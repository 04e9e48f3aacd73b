import { GraduationCap, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { PracticeCondition } from '../../../shared/domain/connection.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Panel } from '../../components/panel.tsx'
import { Screen } from '../../components/screen.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { useText } from '../../i18n/text.tsx'
import { setCondition } from '../../stores/practice.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { startTour } from '../../stores/tour.ts'
import { resetPractice } from './practice-actions.ts'
import { SampleCards } from './sample-cards.tsx'
import './practice-screen.css'

const conditions = ['online', 'slow', 'offline', 'drop-replies'] as const

function Conditions({ condition }: { readonly condition: PracticeCondition }): ReactNode {
  const text = useText()
  const till = useTill()
  return (
    <div className="practice-conditions">
      <Panel>
        <Segmented
          label={text('practice.condition')}
          value={condition}
          onChange={(chosen) => void setCondition(till, chosen)}
          options={conditions.map((value) => ({ value, label: text(`practice.condition.${value}`) }))}
        />
        <p className="practice-conditions__hint" aria-live="polite">
          {text(`practice.condition.${condition}.hint`)}
        </p>
      </Panel>
    </div>
  )
}

function Reset(): ReactNode {
  const text = useText()
  const till = useTill()
  const [asking, setAsking] = useState(false)
  const [isResetting, setResetting] = useState(false)
  const close = (): void => {
    setAsking(false)
  }
  return (
    <>
      <Button
        icon={<RotateCcw size={20} aria-hidden />}
        onPress={() => {
          setAsking(true)
        }}
      >
        {text('practice.reset')}
      </Button>
      {asking ? (
        <Dialog
          role="alertdialog"
          size="s"
          title={text('practice.reset.title')}
          onClose={close}
          footer={
            <>
              <Button
                variant="danger"
                isPending={isResetting}
                onPress={() => {
                  setResetting(true)
                  void resetPractice(till).then(() => {
                    setResetting(false)
                    close()
                  })
                }}
              >
                {text('practice.reset')}
              </Button>
              <Button variant="primary" autoFocus onPress={close}>
                {text('practice.reset.no')}
              </Button>
            </>
          }
        >
          <p>{text('practice.reset.sentence')}</p>
        </Dialog>
      ) : null}
    </>
  )
}

/** Practice: how the made-up connection behaves, cards to scan, and starting over. */
export function PracticeScreen(): ReactNode {
  const text = useText()
  const till = useTill()
  const practice = useStart((start) => start.practice)
  return (
    <Screen
      title={text('practice.title')}
      lead={text('practice.sentence')}
      action={
        <div className="practice__actions">
          <Button
            icon={<GraduationCap size={20} aria-hidden />}
            onPress={() => {
              startTour(till)
            }}
          >
            {text('tour.start')}
          </Button>
          <Reset />
        </div>
      }
    >
      {practice === null ? null : <Conditions condition={practice.condition} />}
      <SampleCards />
    </Screen>
  )
}
