import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connectCustomer } from './api/customer.ts'
import { CustomerPage } from './features/customer-display/customer-page.tsx'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('customer.html has no #root')
createRoot(root).render(
  <StrictMode>
    <CustomerPage customer={connectCustomer()} />
  </StrictMode>,
)
