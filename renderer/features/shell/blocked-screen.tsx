import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Blocked, RequestFailure } from '../../../shared/ipc/failure.ts'
import { Button } from '../../components/button.tsx'
import { blockedPhrase, failurePhrase } from '../../i18n/failure-text.ts'
import { Said, Text } from '../../i18n/text.tsx'
import { setDatabaseAside } from '../../stores/recovery.ts'
import { boot } from '../../stores/session.ts'
import { useTill } from '../../stores/till-context.tsx'
import { BrandMark } from './brand-mark.tsx'
import './blocked-screen.css'

function Frame({
  title,
  words,
  children,
}: {
  readonly title: ReactNode
  /** Said at once, with the title. */
  readonly words: ReactNode
  readonly children: ReactNode
}): ReactNode {
  return (
    <main className="blocked">
      <BrandMark size={56} />
      <div className="blocked__words" role="alert">
        <h1 className="blocked__title">{title}</h1>
        {words}
      </div>
      {children}
    </main>
  )
}

/** The terminal cannot work: what happened, that nothing is lost, and the one safe next step. */
export function BlockedScreen({ blocked }: { readonly blocked: Blocked }): ReactNode {
  const till = useTill()
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const { title, body } = blockedPhrase(blocked)
  return (
    <Frame
      title={<Said phrase={title} />}
      words={
        <>
          <p className="blocked__body">
            <Said phrase={body} />
          </p>
          <p className="blocked__safe">
            <Text id="blocked.safe" />
          </p>
        </>
      }
    >
      {failure === null ? null : (
        <p className="blocked__failure" role="alert">
          <Said phrase={failurePhrase(failure)} />
        </p>
      )}
      <div className="blocked__steps">
        <Button
          variant="primary"
          size="l"
          onPress={() => {
            void boot(till)
          }}
        >
          <Text id="blocked.retry" />
        </Button>
        {blocked.kind === 'database-unreadable' ? (
          <Button
            size="l"
            onPress={() => {
              void setDatabaseAside(till).then(setFailure)
            }}
          >
            <Text id="blocked.database-unreadable.step" />
          </Button>
        ) : null}
        <Button
          size="l"
          onPress={() => {
            void till.terminal.call('quit')
          }}
        >
          <Text id="blocked.quit" />
        </Button>
      </div>
    </Frame>
  )
}

/** Main did not answer at all. */
export function FailedScreen({ failure }: { readonly failure: RequestFailure }): ReactNode {
  const till = useTill()
  return (
    <Frame
      title={<Text id="failed.title" />}
      words={
        <p className="blocked__body">
          <Said phrase={failurePhrase(failure)} />
        </p>
      }
    >
      <div className="blocked__steps">
        <Button
          variant="primary"
          size="l"
          onPress={() => {
            void boot(till)
          }}
        >
          <Text id="failed.retry" />
        </Button>
      </div>
    </Frame>
  )
}
