// The packages bring no types of their own: this is the part that is used, as its users describe it.
declare module '@point-of-sale/webhid-barcode-scanner' {
  const scanner: new () => {
    reconnect: () => Promise<void>
    open(device: object): Promise<void>
    addEventListener(name: 'barcode', listener: (read: { readonly value: string }) => void): void
  }
  export = scanner
}

declare module '@point-of-sale/webserial-barcode-scanner' {
  const scanner: new (options: { readonly baudRate: number; readonly bufferSize: number }) => {
    open(port: object): Promise<void>
  }
  export = scanner
}
