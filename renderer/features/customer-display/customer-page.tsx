import { lazy, Suspense, useRef } from 'react'
import type { ReactNode } from 'react'
import { IntlProvider } from 'react-intl'
import type { CustomerScreen } from '../../../shared/domain/customer-display.ts'
import type { CustomerApi } from '../../../shared/ipc/customer-contract.ts'
import { ErrorBoundary } from '../../components/error-boundary.tsx'
import { Text } from '../../i18n/text.tsx'
import { MemberFace } from './member-face.tsx'
import { Keypad, Question } from './question.tsx'
import { useFit, useScreen, useThemeOf, useWords } from './use-screen.ts'
import './customer-page.css'

const Code = lazy(async () => ({ default: (await import('./code.tsx')).Code }))

/** A code that the customer's phone reads. */
interface ShownCode {
  readonly label: ReactNode
  readonly address: string
}

/** What draws a code is fetched when there is one to draw. */
function Codes({ codes }: { readonly codes: readonly ShownCode[] }): ReactNode {
  return (
    <ul className="customer__codes">
      {codes.map(({ label, address }) => (
        <li key={address} className="customer__code">
          <Suspense fallback={null}>
            <Code address={address} />
          </Suspense>
          <span className="customer__code-label">{label}</span>
        </li>
      ))}
    </ul>
  )
}

/** Words, and beside them the codes that they are about, where there are any. */
function Pair({
  greeting,
  title,
  hint,
  codes,
}: {
  readonly greeting?: ReactNode
  readonly title: ReactNode
  readonly hint: ReactNode
  readonly codes: readonly ShownCode[]
}): ReactNode {
  return (
    <div className="customer__pair">
      <div className="customer__words">
        {greeting === undefined ? null : <p className="customer__greeting">{greeting}</p>}
        <h1 className="customer__shop">{title}</h1>
        <p className="customer__hint">{hint}</p>
      </div>
      {codes.length === 0 ? null : <Codes codes={codes} />}
    </div>
  )
}

function codesOf(label: ReactNode, address: string | null): readonly ShownCode[] {
  return address === null ? [] : [{ label, address }]
}

function Idle({
  shop,
  invitation,
}: {
  readonly shop: string
  readonly invitation: string | null
}): ReactNode {
  return (
    <Pair
      greeting={<Text id="customer.welcome" />}
      title={<bdi>{shop}</bdi>}
      hint={<Text id="customer.idle" />}
      codes={codesOf(<Text id="customer.join" />, invitation)}
    />
  )
}

function Joining({ invitation }: { readonly invitation: string | null }): ReactNode {
  return (
    <Pair
      title={<Text id="customer.joining" />}
      hint={<Text id="customer.joining.more" />}
      codes={codesOf(<Text id="customer.join" />, invitation)}
    />
  )
}

function Pass({
  apple,
  google,
}: {
  readonly apple: string | null
  readonly google: string | null
}): ReactNode {
  return (
    <Pair
      title={<Text id="customer.pass" />}
      hint={<Text id="customer.pass.how" />}
      codes={[
        ...codesOf(<Text id="customer.pass.apple" />, apple),
        ...codesOf(<Text id="customer.pass.google" />, google),
      ]}
    />
  )
}

function View({
  screen,
  customer,
}: {
  readonly screen: CustomerScreen
  readonly customer: CustomerApi
}): ReactNode {
  const { view, shop } = screen
  switch (view.kind) {
    case 'idle':
      return <Idle shop={shop} invitation={view.invitation} />
    case 'member':
      return <MemberFace view={view} />
    case 'pass':
      return <Pass apple={view.apple} google={view.google} />
    case 'joining':
      return <Joining invitation={view.invitation} />
    case 'question':
      return (
        <Question
          phone={view.phone}
          onAnswer={(kind) => void customer.answer({ id: view.id, answer: { kind } })}
        />
      )
    case 'keypad':
      return (
        <Keypad
          key={view.id}
          onDone={(phone) => void customer.answer({ id: view.id, answer: { kind: 'typed', phone } })}
        />
      )
    case 'thanks':
      return (
        <h1 className="customer__shop customer__alone">
          <Text id="customer.thanks" />
        </h1>
      )
  }
}

function Shown({
  screen,
  customer,
}: {
  readonly screen: CustomerScreen
  readonly customer: CustomerApi
}): ReactNode {
  const words = useWords(screen.locale)
  const main = useRef<HTMLElement>(null)
  useThemeOf(screen.theme)
  useFit(main, screen, words.locale)
  return (
    <IntlProvider
      locale={words.locale}
      defaultLocale="en"
      // Read beforehand or not, they are what the formatter takes.
      messages={words.messages as Record<string, string>}
    >
      <main ref={main} className={`customer customer--${screen.view.kind}`}>
        {screen.practice ? (
          <p className="customer__practice">
            <Text id="customer.practice" />
          </p>
        ) : null}
        <ErrorBoundary key={screen.view.kind} fallback={() => <Idle shop={screen.shop} invitation={null} />}>
          <View screen={screen} customer={customer} />
        </ErrorBoundary>
      </main>
    </IntlProvider>
  )
}

/** The customer's screen: draws what main tells, and knows nothing else. */
export function CustomerPage({ customer }: { readonly customer: CustomerApi }): ReactNode {
  const screen = useScreen(customer)
  return screen === null ? null : <Shown screen={screen} customer={customer} />
}
