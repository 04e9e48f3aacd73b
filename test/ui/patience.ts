import { configure } from '@testing-library/react'

// What a test waits for comes when the machine has time for it; a law of a screen says nothing about how soon that is.
configure({ asyncUtilTimeout: 10_000 })

// The page's own environment here is never busy and knows no idle time.
Object.assign(globalThis, {
  requestIdleCallback: (work: () => void) => setTimeout(work),
  cancelIdleCallback: (id: ReturnType<typeof setTimeout>) => {
    clearTimeout(id)
  },
})
