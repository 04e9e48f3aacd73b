import { act, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { CustomerPage } from '../../renderer/features/customer-display/customer-page.tsx'
import { goTo, openEnrolment, toIdle } from '../../renderer/stores/navigation.ts'
import { openMember } from '../../renderer/stores/open-member.ts'
import type { CustomerDisplay, CustomerScreen, CustomerView } from '../../shared/domain/customer-display.ts'
import type { CustomerApi } from '../../shared/ipc/customer-contract.ts'
import { ok } from '../../shared/ipc/result.ts'
import { customerDisplay } from './fake-answers.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

// No scanner is near: a person's pace between keys tells nothing here.
const user = userEvent.setup({ delay: null })
/** However busy the machine is. */
const patiently = <T,>(check: () => T): Promise<T> => waitFor(check, { timeout: 10_000 })
const open: CustomerDisplay = { ...customerDisplay, window: 'open' }
const shown = (fake: FakeTerminal) =>
  fake.calls.filter(({ name }) => name === 'showCustomer').map(({ args }) => args)
const find = (name: string): Promise<HTMLElement> =>
  screen.findByRole('button', { name }, { timeout: 10_000 })

test('main is told whom the cashier is at, once there is a screen to show it on, and that they left', async () => {
  const { fake, till } = await renderTill()
  const [member] = fake.members.values()
  if (member === undefined) expect.fail('nobody')
  await follow(() => openMember(till, member.key))
  expect(shown(fake)).toEqual([])
  await follow(() => fake.emit('customerDisplay', open))
  const [first] = shown(fake)
  expect(first).toMatchObject({ kind: 'member', key: member.key, pass: false })
  await follow(() => fake.emit('member', { ...member, asOf: 5 }))
  await follow(() => fake.emit('customerDisplay', { ...open, window: 'no-screen' }))
  await follow(() => fake.emit('customerDisplay', open))
  await follow(() => {
    toIdle(till)
  })
  await follow(() => {
    openEnrolment(till, null)
  })
  expect(shown(fake)).toEqual([first, first, { kind: 'nobody' }, { kind: 'joining' }])
})

test('the card of the member who is open is scanned again: the screen, at rest by now, shows them again', async () => {
  const { fake, till } = await renderTill()
  const [member] = fake.members.values()
  if (member === undefined) expect.fail('nobody')
  await follow(() => fake.emit('customerDisplay', open))
  await follow(() => openMember(till, member.key))
  const [, first] = shown(fake)
  // A newer view of them is no reason.
  await follow(() => fake.emit('member', { ...member, asOf: 5 }))
  await follow(() => openMember(till, member.key))
  expect(shown(fake)).toEqual([{ kind: 'nobody' }, first, first])
  expect(first).toMatchObject({ kind: 'member', key: member.key })
})

async function form() {
  const { fake, till } = await renderTill()
  await follow(() => {
    openEnrolment(till, null)
  })
  const phone = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Phone' }, { timeout: 10_000 })
  fake.answer('askCustomer', async () => ok({ id: 'Q1' }))
  return { fake, till, phone }
}

test('without a second screen the form says nothing of it', async () => {
  await form()
  expect(screen.queryByRole('button', { name: /customer/u })).toBeNull()
})

test('the customer’s Yes stands in the form, and goes with the number that it was said of', async () => {
  const { fake, phone } = await form()
  await follow(() => fake.emit('customerDisplay', open))
  await user.type(phone, '0171 2345678')
  await user.click(await find('Show the number to the customer'))
  await find('Stop asking')
  expect(fake.calls.find(({ name }) => name === 'askCustomer')?.args).toMatchObject({
    phone: expect.stringMatching(/^0171/u) as unknown,
  })
  // An answer to another question is nobody's.
  await follow(() => fake.emit('customerAnswer', { id: 'Q0', answer: { kind: 'yes' } }))
  expect(screen.queryByText('Stop asking')).not.toBeNull()
  await follow(() => fake.emit('customerAnswer', { id: 'Q1', answer: { kind: 'yes' } }))
  const main = within(screen.getByRole('main'))
  await patiently(() => main.getByText('The customer confirmed the number.'))
  await user.type(phone, '9')
  await find('Show the number to the customer')
  expect(main.queryByText('The customer confirmed the number.')).toBeNull()
})

test('a question that ends without an answer is none any more at the form, and can be asked again', async () => {
  const { fake, phone } = await form()
  await follow(() => fake.emit('customerDisplay', open))
  await user.type(phone, '0171 2345678')
  await user.click(await find('Show the number to the customer'))
  await find('Stop asking')
  await follow(() => fake.emit('customerAnswer', { id: 'Q0', answer: null }))
  expect(screen.queryByText('Stop asking')).not.toBeNull()
  await follow(() => fake.emit('customerAnswer', { id: 'Q1', answer: null }))
  await find('Show the number to the customer')
  expect(screen.queryByText('Stop asking')).toBeNull()
})

test('a number that the customer types after a No is in the form, unless the cashier has typed another meanwhile', async () => {
  const { fake, phone } = await form()
  await follow(() => fake.emit('customerDisplay', open))
  await user.type(phone, '0171 2345678')
  await user.click(await find('Show the number to the customer'))
  await find('Stop asking')
  await follow(() => fake.emit('customerAnswer', { id: 'Q1', answer: { kind: 'no' } }))
  await patiently(() => within(screen.getByRole('main')).getByText(/says that it is another number/u))
  await follow(() => fake.emit('customerAnswer', { id: 'Q1', answer: { kind: 'typed', phone: '03012345' } }))
  await patiently(() => {
    expect(phone.value.replaceAll(/\D/gu, '')).toBe('03012345')
  })
  within(screen.getByRole('main')).getByText('The customer typed this number.')
  // Nor is it said to a screen reader, which would find it in the page later.
  expect(document.body.textContent.replaceAll(/\D/gu, '')).not.toContain('03012345')
  // The cashier has the last word, and the customer's number stays at hand.
  await user.type(phone, '9')
  await user.click(await find('Use it'))
  await patiently(() => {
    expect(phone.value.replaceAll(/\D/gu, '')).toBe('03012345')
  })
})

test('a question about a number that the cashier changes is taken away', async () => {
  const { fake, phone } = await form()
  await follow(() => fake.emit('customerDisplay', open))
  await user.type(phone, '0171 2345678')
  await user.click(await find('Show the number to the customer'))
  await find('Stop asking')
  const before = shown(fake).length
  await user.type(phone, '9')
  await find('Show the number to the customer')
  expect(shown(fake).slice(before)).toEqual([{ kind: 'joining' }])
  await follow(() => fake.emit('customerAnswer', { id: 'Q1', answer: { kind: 'yes' } }))
  expect(screen.queryByText('The customer confirmed the number.')).toBeNull()
})

test('the settings say how the screen is, and keep an address that is one alone', async () => {
  const { fake, till } = await renderTill()
  await follow(() => {
    goTo(till, 'settings')
  })
  const panel = within(await screen.findByRole('region', { name: 'Customer display' }, { timeout: 10_000 }))
  await patiently(() => panel.getByText(/There is no second screen now/u))
  await user.click(panel.getByRole('switch', { name: /Greet by first name/u }))
  const field = panel.getByRole('textbox', { name: 'Address to join by oneself' })
  await user.click(field)
  await user.paste('http://x')
  await patiently(() => panel.getByText(/begins with https/u))
  await user.clear(field)
  await user.paste('https://join.example/corner')
  await user.click(panel.getByRole('button', { name: 'Save address' }))
  await patiently(() => {
    expect(fake.calls.filter(({ name }) => name === 'setCustomerDisplay').map(({ args }) => args)).toEqual([
      { names: false },
      { invitation: 'https://join.example/corner' },
    ])
  })
})

/** The customer's page alone, told what main tells. */
async function customers(view: CustomerView, change: Partial<CustomerScreen> = {}) {
  const answers: unknown[] = []
  let listener: (screen: CustomerScreen) => void = () => undefined
  const told = (next: CustomerView): CustomerScreen => ({
    shop: 'Corner Café',
    practice: false,
    theme: 'light',
    locale: 'en',
    view: next,
    ...change,
  })
  const customer: CustomerApi = {
    ready: () => Promise.resolve(ok(told(view))),
    answer: (args) => {
      answers.push(args)
      return Promise.resolve(ok(null))
    },
    onScreen: (hear) => {
      listener = hear
      return () => undefined
    },
  }
  await act(async () => {
    render(<CustomerPage customer={customer} />)
    await Promise.resolve()
  })
  await screen.findByRole('main')
  return {
    answers,
    tell: (next: CustomerView) => {
      act(() => {
        listener(told(next))
      })
    },
  }
}

const stamps = {
  kind: 'stamps',
  name: 'Coffee card',
  figures: { required: 10, stamps: 4, waiting: 2, welcome: 0, checking: 0 },
  rewardsAt: [10],
  next: { missing: 4, reward: 'Free coffee' },
} as const
const ana = {
  kind: 'member',
  firstName: 'Ana',
  phoneEnd: '142',
  card: stamps,
  ready: [],
  news: null,
} as const

test('the customer sees their stamps as the cashier’s card has them, what was added, and a reward', async () => {
  const { tell } = await customers(ana)
  screen.getByRole('heading', { name: 'Hello Ana' })
  screen.getByRole('img', { name: 'Coffee card: 6 stamps of 10, 2 of them new' })
  expect(document.querySelectorAll('[data-slot="stamped"]')).toHaveLength(4)
  expect(document.querySelectorAll('[data-slot="waiting"]')).toHaveLength(2)
  screen.getByText('4 more for Free coffee')
  const count = (): string | null | undefined => document.querySelector('.customer__count')?.textContent
  expect(count()).toBe('6 stamps of 10')
  tell({ ...ana, card: { ...stamps, figures: { ...stamps.figures, stamps: 20 } } })
  expect(count()).toBe('22 stamps')
  tell({ ...ana, news: { kind: 'added', amount: 2, unit: { kind: 'stamps', decimals: 0 } } })
  expect(screen.getByRole('status').textContent).toBe('+2 stamps')
  tell({ ...ana, news: { kind: 'asking', reward: 'Cake' } })
  expect(screen.getByRole('status').textContent).toBe('One moment, please: Cake')
  tell({ ...ana, ready: ['Free coffee'], news: { kind: 'given', reward: 'Cake' } })
  expect(screen.getByRole('status').textContent).toBe('Enjoy: CakeYour reward is ready: Free coffee')
  tell({ kind: 'idle', invitation: null })
  expect(document.body.textContent).toBe('WelcomeCorner CaféShow your card or tell us your number.')
})

test('nobody is greeted by name where that is forbidden, and practice says that it is practice', async () => {
  await customers({ ...ana, firstName: null, phoneEnd: null, card: null }, { practice: true })
  screen.getByRole('heading', { name: 'Hello' })
  screen.getByText('Practice: nothing of this counts')
  expect(document.body.textContent).not.toMatch(/Ana|142/u)
})

test('a balance of millions, twenty-one places and no reward at all are drawn', async () => {
  const unit = { kind: 'money', decimals: 2 } as const
  const { tell } = await customers({
    ...ana,
    card: { kind: 'balance', name: 'Credit', unit, amount: 123_456_789_05 },
  })
  screen.getByText('123,456,789.05')
  tell({
    ...ana,
    card: {
      ...stamps,
      figures: { required: 21, stamps: null, waiting: 0, welcome: 0, checking: 0 },
      rewardsAt: [],
      next: null,
    },
  })
  expect(document.querySelectorAll('[data-slot="empty"]')).toHaveLength(21)
})

test('the customer answers with two buttons, and types the number that it is', async () => {
  const { answers, tell } = await customers({ kind: 'question', id: 'Q1', phone: '+49 171 2345678' })
  screen.getByText('+49 171 2345678')
  await user.click(screen.getByRole('button', { name: 'Yes' }))
  await user.click(screen.getByRole('button', { name: 'No' }))
  tell({ kind: 'keypad', id: 'Q1' })
  const done = screen.getByRole('button', { name: 'Done' })
  expect(done).toHaveProperty('disabled', true)
  for (const key of ['+', '4', '9', '3', '0', '1', '2', '9', '+'])
    await user.click(screen.getByRole('button', { name: key }))
  await user.click(screen.getByRole('button', { name: 'Delete the last digit' }))
  await user.click(done)
  expect(answers).toEqual([
    { id: 'Q1', answer: { kind: 'yes' } },
    { id: 'Q1', answer: { kind: 'no' } },
    { id: 'Q1', answer: { kind: 'typed', phone: '+493012' } },
  ])
})

test('a code is drawn for the phone’s own pass, each with the name of the phone', async () => {
  await customers({ kind: 'pass', apple: 'https://passes.example/a', google: 'https://passes.example/g' })
  await patiently(() => {
    expect(document.querySelectorAll('.barcode--qrcode')).toHaveLength(2)
  })
  screen.getByText('iPhone')
  screen.getByText('Android')
})

test('the page speaks the language that is wanted, in its direction', async () => {
  await customers({ kind: 'idle', invitation: null }, { locale: 'ar' })
  await patiently(() => {
    expect(document.documentElement.lang).toBe('ar')
  })
  expect(document.documentElement.dir).toBe('rtl')
  expect(document.body.textContent).not.toContain('Welcome')
})

test('a sign before an Arabic amount does not turn the line that it stands in', async () => {
  const unit = { kind: 'stamps', decimals: 0 } as const
  await customers({ ...ana, news: { kind: 'added', amount: 2, unit } }, { locale: 'ar' })
  // Whatever finds its direction by itself would take that of the mark which keeps the sign before a figure.
  const line = await patiently(() => screen.getByText(/\u200e\+.*ختمان/u))
  expect(line.closest('bdi, [dir="auto"]')).toBeNull()
})
