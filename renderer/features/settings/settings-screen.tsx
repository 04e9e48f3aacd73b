import type { ReactNode } from 'react'
import { themes } from '../../../shared/domain/theme.ts'
import { LanguageChoice } from '../../components/language-choice.tsx'
import { Panel } from '../../components/panel.tsx'
import { Screen } from '../../components/screen.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { localeFor, ownName } from '../../i18n/languages.ts'
import { useText } from '../../i18n/text.tsx'
import { speakToCashier } from '../../stores/language.ts'
import { saveSettings } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { AgainChoice } from './again-choice.tsx'
import { CardsPanel } from './cards-panel.tsx'
import { CashiersPanel } from './cashiers-panel.tsx'
import { CodeRulesPanel } from './code-rules-panel.tsx'
import { CounterChoices } from './counter-choices.tsx'
import { CountryChoice } from './country-choice.tsx'
import { CustomerDisplayPanel } from './customer-display-panel.tsx'
import { EaseChoices } from './ease-choices.tsx'
import { PrivacyPanel } from './privacy-panel.tsx'
import { MemberListPanel } from './member-list-panel.tsx'
import { SafetyPanel } from './safety-panel.tsx'
import { ScannerTesterPanel } from './scanner-tester-panel.tsx'
import { ScannersPanel } from './scanners-panel.tsx'
import { ShopList } from './shop-list.tsx'
import { SystemPanel } from './system-panel.tsx'
import { TillPanel } from './till-panel.tsx'
import { TypingScannersPanel } from './typing-scanners-panel.tsx'
import './settings-screen.css'

const rewardCounts = ['0', '1', '2', '3', '4', '5'] as const

function Look(): ReactNode {
  const text = useText()
  const till = useTill()
  const theme = useStart((start) => start.settings.theme)
  const locale = localeFor(useStart((start) => start.settings.locale))
  const cashier = useStart((start) => start.cashiers.find(({ id }) => id === start.cashierId))
  return (
    <Panel label={text('settings.look')}>
      <div className="settings__rows">
        <h2>{text('settings.look')}</h2>
        <Segmented
          label={text('settings.theme')}
          value={theme}
          onChange={(chosen) => void saveSettings(till, { theme: chosen })}
          options={themes.map((value) => ({ value, label: text(`settings.theme.${value}`) }))}
        />
        <LanguageChoice
          label={text('language.shop')}
          value={locale}
          onChange={(chosen) => {
            if (chosen !== null) void saveSettings(till, { locale: chosen })
          }}
        />
        <p className="settings__note">{text('language.shop.hint')}</p>
        {cashier === undefined ? null : (
          <LanguageChoice
            label={text('language.cashier', { name: cashier.name })}
            value={cashier.locale === undefined ? null : localeFor(cashier.locale)}
            none={text('language.cashier.shop', { language: ownName(locale) })}
            onChange={(chosen) => void speakToCashier(till, cashier.id, chosen)}
          />
        )}
      </div>
    </Panel>
  )
}

function Counter(): ReactNode {
  const text = useText()
  const till = useTill()
  const count = useStart((start) => start.settings.offlineRewards)
  const redeem = useStart((start) => start.capabilities.redeem)
  return (
    <Panel label={text('settings.counter')}>
      <div className="settings__rows">
        <h2>{text('settings.counter')}</h2>
        {redeem ? (
          <div className="settings__rows settings__rows--close">
            <Segmented
              label={text('settings.offlineRewards')}
              value={rewardCounts[count] ?? '0'}
              onChange={(chosen) => void saveSettings(till, { offlineRewards: Number(chosen) })}
              options={rewardCounts.map((value) => ({
                value,
                label: text('settings.offlineRewards.value', { count: Number(value) }),
              }))}
            />
            <p className="settings__note">
              {count === 0
                ? text('settings.offlineRewards.none')
                : text('settings.offlineRewards.some', { count })}
            </p>
          </div>
        ) : null}
        <AgainChoice />
        <CounterChoices />
        <EaseChoices />
        <CountryChoice />
      </div>
    </Panel>
  )
}

function Keys(): ReactNode {
  const text = useText()
  const practice = useStart((start) => start.mode === 'practice')
  const kept = useStart((start) => !start.keysNotKept)
  return (
    <Panel label={text('settings.keys')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('settings.keys')}</h2>
        {practice ? (
          <p>{text('settings.keys.practice')}</p>
        ) : (
          <p>{text(kept ? 'settings.keys.kept' : 'settings.keys.notKept')}</p>
        )}
      </div>
    </Panel>
  )
}

function About(): ReactNode {
  const text = useText()
  const version = useStart((start) => start.version)
  return (
    <Panel label={text('settings.about')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('settings.about')}</h2>
        <p className="number">{text('settings.version', { version })}</p>
        <p className="settings__note">{text('settings.about.sentence')}</p>
        <p className="settings__note">{text('settings.about.font')}</p>
      </div>
    </Panel>
  )
}

/** What a shop may set, and what this till can and cannot do for it. */
export function SettingsScreen(): ReactNode {
  const text = useText()
  return (
    <Screen title={text('settings.title')}>
      <div className="settings">
        <div className="settings__column">
          <ShopList />
          <SystemPanel />
          <Keys />
          <Counter />
          <CashiersPanel />
          <Look />
          <About />
        </div>
        <div className="settings__column">
          <TillPanel />
          <CustomerDisplayPanel />
          <TypingScannersPanel />
          <ScannersPanel />
          <ScannerTesterPanel />
          <MemberListPanel />
          <SafetyPanel />
          <PrivacyPanel />
          <CardsPanel />
          <CodeRulesPanel />
        </div>
      </div>
    </Screen>
  )
}
