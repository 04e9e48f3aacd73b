import { Component } from 'react'
import type { ReactNode } from 'react'

/** Keeps a defect on one screen from taking the till down; `fallback` gets the function that tries again. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode; readonly fallback: (again: () => void) => ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return this.props.fallback(() => {
      this.setState({ failed: false })
    })
  }
}
