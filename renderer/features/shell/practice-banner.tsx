import { GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { Text, useText } from '../../i18n/text.tsx'
import './practice-banner.css'

/** Practice, said in a strip on every screen. */
export function PracticeBanner(): ReactNode {
  return (
    <aside className="practice-banner" aria-label={useText()('shell.practice.word')}>
      <GraduationCap size={20} aria-hidden />
      <p>
        <Text id="shell.practice.sentence" />
      </p>
    </aside>
  )
}

/** Practice, written large behind everything. */
export function PracticeWatermark(): ReactNode {
  const word = useText()('shell.practice.word')
  return (
    <div className="practice-watermark" aria-hidden="true">
      {Array.from({ length: 12 }, (_, at) => (
        <span key={at}>{word}</span>
      ))}
    </div>
  )
}
