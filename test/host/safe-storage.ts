import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loud } from './loud.ts'

const magic = Buffer.from('host1')

/**
 * safeStorage without a keychain, unless a test opts in with STAMPWELL_HOST_KEYCHAIN=1: then AES-256-GCM under a key
 * file in userData. That proves the path through the API, not the secrecy of a real keychain.
 */
export function createSafeStorage(userData: () => string, isReady: () => boolean): object {
  const hasKeychain = process.env['STAMPWELL_HOST_KEYCHAIN'] === '1'
  const refuse = (method: string, action: string): never => {
    throw new Error(`Error while ${action} safeStorage.${method}. Encryption is not available.`)
  }
  const key = (): Buffer => {
    const file = path.join(userData(), 'host-keychain.key')
    if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
    return readFileSync(file)
  }
  const seal = (method: string, text: unknown): Buffer => {
    if (typeof text !== 'string') throw new TypeError(`Argument must be a string in safeStorage.${method}`)
    if (!hasKeychain || !isReady()) return refuse(method, 'encrypting the text provided to')
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key(), iv)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([magic, iv, cipher.getAuthTag(), body])
  }
  const unseal = (method: string, sealed: unknown): string => {
    if (!hasKeychain || !isReady()) return refuse(method, 'decrypting the ciphertext provided to')
    if (!(sealed instanceof Uint8Array) || !magic.equals(sealed.subarray(0, magic.length))) {
      throw new Error(`Error while decrypting the ciphertext provided to safeStorage.${method}.`)
    }
    const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(5, 17))
    decipher.setAuthTag(sealed.subarray(17, 33))
    return decipher.update(sealed.subarray(33), undefined, 'utf8') + decipher.final('utf8')
  }
  const available = (): boolean => hasKeychain && isReady()
  return loud('safeStorage', {
    isEncryptionAvailable: available,
    encryptString: (text: unknown) => seal('encryptString', text),
    decryptString: (sealed: unknown) => unseal('decryptString', sealed),
    isAsyncEncryptionAvailable: () => Promise.resolve(available()),
    // An answer later, and a refusal as a rejection.
    encryptStringAsync: (text: unknown) => Promise.resolve(text).then((t) => seal('encryptStringAsync', t)),
    decryptStringAsync: (sealed: unknown) =>
      Promise.resolve(sealed).then((s) => ({
        result: unseal('decryptStringAsync', s),
        shouldReEncrypt: false,
      })),
    getSelectedStorageBackend: () =>
      isReady() ? (hasKeychain ? 'gnome_libsecret' : 'basic_text') : 'unknown',
  })
}
