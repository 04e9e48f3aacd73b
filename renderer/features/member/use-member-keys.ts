import { useEffect, useRef } from 'react'
import { latinDigits } from '../../../shared/domain/digits.ts'
import { useCharacterKeys, useShortcut } from '../../components/key-map.tsx'
import { armKey, disarm, fireArmed, quiet } from '../../stores/arm.ts'
import { adjust as adjustBalance } from '../../stores/balance.ts'
import { toIdle } from '../../stores/navigation.ts'
import { redeem, redemptionSeen } from '../../stores/redeem.ts'
import { addStamps } from '../../stores/stamps.ts'
import { useTill } from '../../stores/till-context.tsx'
import { stageOf } from './redemption-stage.ts'
import type { Till } from '../../stores/till.ts'
import type { Desk } from './use-desk.ts'

function inEmptyField(till: Till, target: EventTarget | null): boolean {
  if (target === document.body) return true
  return (
    target instanceof HTMLElement &&
    target.dataset['searchField'] !== undefined &&
    till.counter.getState().query === ''
  )
}

const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"]'
const ownKeys = 'input, textarea, select, [contenteditable], [role="listbox"], [role="menu"]'

/** On a button or on nothing, a digit goes into the empty field by itself, and means what it means there. */
function bringsDigit(till: Till, target: EventTarget | null): boolean {
  if (document.querySelector(overlays) !== null) return false
  if (inEmptyField(till, target)) return true
  return target instanceof Element && target.closest(ownKeys) === null && till.counter.getState().query === ''
}

function plain(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
}

function pressMain(till: Till, desk: Desk): void {
  const { redeemed, stamped } = till.member.getState()
  if (redeemed !== null) {
    const stage = stageOf(redeemed, Date.now())
    if (stage === 'give' || stage === 'give-provisionally') redemptionSeen(till)
    return
  }
  if (desk.main === 'stamp') void addStamps(till, desk.stamps?.min ?? 1)
  const [reward, ...others] = desk.ready
  if (desk.main !== 'redeem' || reward === undefined) return
  // An Enter pressed twice for a stamp must not redeem what that stamp made ready.
  if (others.length === 0 && stamped === null) void redeem(till, reward.id)
  else document.querySelector<HTMLElement>('[data-reward]')?.focus()
}

/** Whether a digit means something for this member: so many stamps, or one of the usual amounts. */
function meansDigit({ stamps, adjust }: Desk, digit: number): boolean {
  if (stamps !== null) return digit >= stamps.min && digit <= stamps.max
  return adjust !== null && digit <= adjust.quick.length
}

function pressDigit(till: Till, { stamps, adjust }: Desk, digit: number): void {
  if (stamps !== null) {
    void addStamps(till, digit)
    return
  }
  const amount = adjust?.quick[digit - 1]
  if (amount !== undefined) void adjustBalance(till, amount, null)
}

/**
 * The keys of an open member that mean something else elsewhere: Enter for the big button, a digit for so many stamps. The
 * others are the buttons' own.
 *
 * They count only while the search field is empty and nothing lies over the screen; Enter not on a button, which it
 * presses. A digit waits until it is
 * certain that no scan and no phone number begins with it; a scan's own Enter never arrives here.
 */
export function useMemberKeys(desk: Desk | null): void {
  const till = useTill()
  // The desk is new whenever the member is told anew, which must not take back a key that waits to count.
  const current = useRef(desk)
  useEffect(() => {
    current.current = desk
  }, [desk])
  useShortcut('main', null, desk !== null && desk.main !== 'none')
  useShortcut('stamps', null, desk !== null && desk.stamps !== null)
  useShortcut('amounts', null, desk !== null && desk.stamps === null && (desk.adjust?.quick.length ?? 0) > 0)
  useShortcut('close', null, desk !== null)
  const hasDigits = useCharacterKeys()
  const member = desk?.view.key ?? null
  useEffect(() => {
    if (member === null) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = (event: KeyboardEvent): void => {
      const seen = current.current
      if (timer !== undefined) {
        clearTimeout(timer)
        timer = undefined
        disarm(till)
      }
      const { overlay } = till.nav.getState()
      const { question, editing, forgetting } = till.member.getState()
      if (seen === null || !plain(event) || overlay !== null || question !== null) return
      if (editing || forgetting) return
      // With the focus in the search field, the field hears it.
      if (event.key === 'Escape' && event.target === document.body) {
        toIdle(till)
        return
      }
      if (event.repeat) return
      // On a button, Enter presses that button.
      if (event.key === 'Enter' && inEmptyField(till, event.target)) {
        event.preventDefault()
        pressMain(till, seen)
      }
      const key = latinDigits(event.key)
      const amount = hasDigits && /^[1-9]$/u.test(key) ? Number(key) : null
      if (amount === null || !meansDigit(seen, amount) || !bringsDigit(till, event.target)) return
      armKey(till, amount)
      const fire = (): void => {
        const wait = fireArmed(till, (key) => {
          if (key !== '?' && current.current !== null) pressDigit(till, current.current, key)
        })
        timer = wait > 0 ? setTimeout(fire, wait) : undefined
      }
      timer = setTimeout(fire, quiet)
    }
    window.addEventListener('keydown', heard)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', heard)
    }
  }, [till, member, hasDigits])
}
