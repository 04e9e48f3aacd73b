/** Names of the channels between main and the customer's page: none of them is the till's. */
export const customerChannels = {
  /** Asked by the page once it listens; answered with the screen as it is. */
  ready: 'customer-page.ready',
  /** The customer answers a question. */
  answer: 'customer-page.answer',
  /** Told by main: the whole screen, each time that it changes. */
  screen: 'customer-page.screen',
} as const
