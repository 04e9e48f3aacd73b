import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connectTerminal } from './api/terminal.ts'
import { App } from './app.tsx'
import { bindEvents } from './stores/events.ts'
import { boot } from './stores/session.ts'
import { createTill } from './stores/till.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'

const till = createTill(connectTerminal())
bindEvents(till)
void boot(till)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App till={till} />
  </StrictMode>,
)
