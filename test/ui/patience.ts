import { configure } from '@testing-library/react'
import { idleAtOnce } from './idle.ts'

// What a test waits for comes when the machine has time for it; a law of a screen says nothing about how soon that is.
configure({ asyncUtilTimeout: 10_000 })

Object.assign(globalThis, idleAtOnce)
