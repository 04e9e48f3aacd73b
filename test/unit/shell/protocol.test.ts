import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  customerUrl,
  fileOf,
  isCustomerPage,
  isOurs,
  pageUrl,
  registerScheme,
  serveRenderer,
} from '../../../electron/main/protocol.ts'

const parent = mkdtempSync(path.join(tmpdir(), 'protocol-'))
const root = path.join(parent, 'renderer')
const serve = serveRenderer(root)
const get = (address: string, init?: RequestInit): Promise<Response> => serve(new Request(address, init))

beforeAll(() => {
  mkdirSync(path.join(root, 'assets/folder.js'), { recursive: true })
  writeFileSync(path.join(root, 'index.html'), '<!doctype html>')
  writeFileSync(path.join(root, 'customer.html'), '<!doctype html>')
  writeFileSync(path.join(root, 'assets/app-B1x_2.js'), 'export {}')
  writeFileSync(path.join(root, 'assets/inter.woff2'), new Uint8Array([1, 2]))
  writeFileSync(path.join(root, 'assets/run.exe'), 'MZ')
  writeFileSync(path.join(root, '.env'), 'secret')
  writeFileSync(path.join(parent, 'secret.js'), 'secret')
  mkdirSync(path.join(parent, 'renderer-other'))
  writeFileSync(path.join(parent, 'renderer-other/secret.js'), 'secret')
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

describe('the page protocol', () => {
  test.each([
    ['app://stampwell/', 'text/html; charset=utf-8'],
    [pageUrl, 'text/html; charset=utf-8'],
    [`${pageUrl}?screen=queue#top`, 'text/html; charset=utf-8'],
    ['app://stampwell/assets/app-B1x_2.js', 'text/javascript; charset=utf-8'],
    ['app://stampwell/assets/inter.woff2', 'font/woff2'],
  ])('serves %s as %s', async (address, type) => {
    const response = await get(address)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    'app://stampwell/missing.js',
    'app://stampwell/assets',
    'app://stampwell/assets/',
    'app://stampwell/assets/folder.js',
    'app://stampwell/assets/run.exe',
    'app://stampwell/.env',
    'app://stampwell//index.html',
    'app://elsewhere/index.html',
    'app://stampwell.example.com/index.html',
    'app://stampwell:8080/index.html',
    'app://stampwell/../secret.js',
    'app://stampwell/%2e%2e/secret.js',
    'app://stampwell/%2e%2e%2fsecret.js',
    'app://stampwell/..%2f..%2fsecret.js',
    'app://stampwell/..%5c..%5csecret.js',
    'app://stampwell/%252e%252e%252fsecret.js',
    'app://stampwell/assets/..%2f..%2fsecret.js',
    'app://stampwell/..%2frenderer-other/secret.js',
    'app://stampwell/c:%5csecret.js',
    'app://stampwell/index.html%00.js',
    'app://stampwell/assets/app-B1x_2.js::$DATA',
    'app://stampwell/%',
    'app://stampwell/%ff.js',
    'https://stampwell/index.html',
  ])('knows nothing of %s', async (address) => {
    const response = await get(address)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  test('never means a file outside its folder', () => {
    const climb = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5c',
      '\\',
      '/',
      '//',
      '%00',
      'secret.js',
      'assets',
      'a',
      ':',
      '@',
    )
    fc.assert(
      fc.property(fc.array(climb, { maxLength: 8 }), (parts) => {
        const file = fileOf(root, `app://stampwell/${parts.join('')}`)
        if (file !== null) expect(path.resolve(file.path).startsWith(root + path.sep)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('is read only', async () => {
    for (const method of ['HEAD', 'POST', 'PUT', 'DELETE']) {
      const response = await get(pageUrl, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
    }
  })

  test('does not pass a broken disk off as a missing file', async () => {
    const loop = path.join(root, 'loop.js')
    symlinkSync(loop, loop)
    await expect(get('app://stampwell/loop.js')).rejects.toThrow('ELOOP')
  })

  test('puts the strict policy on every answer, also on refusals', async () => {
    const ok = await get(pageUrl)
    const missing = await get('app://stampwell/missing.js')
    const policy = ok.headers.get('content-security-policy')
    expect(missing.headers.get('content-security-policy')).toBe(policy)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'none'")
    expect(policy).toMatch(/script-src 'self'(?:;|$)/)
    for (const loose of ['unsafe-inline', 'unsafe-eval', '*', 'http:', 'https:'])
      expect(policy).not.toContain(loose)
  })

  test('lets the camera’s worker alone compile WebAssembly, and nothing more', async () => {
    writeFileSync(path.join(root, 'assets/camera-worker-B1x_2-a.js'), 'export {}')
    writeFileSync(path.join(root, 'assets/my-camera-worker-B1.js'), 'export {}')
    const policyOf = async (address: string) => (await get(address)).headers.get('content-security-policy')
    const strict = await policyOf(pageUrl)
    const worker = await policyOf('app://stampwell/assets/camera-worker-B1x_2-a.js')
    expect(worker).toBe(strict?.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"))
    for (const other of [
      'assets/app-B1x_2.js',
      'assets/my-camera-worker-B1.js',
      'assets/camera-worker-none.js',
    ])
      expect(await policyOf(`app://stampwell/${other}`)).toBe(strict)
  })

  test('allows of inline styles exactly the one that the component library writes', async () => {
    const here = createRequire(import.meta.url)
    const library = path.dirname(here.resolve('react-aria-components/package.json'))
    const package_ = createRequire(path.join(library, 'package.json')).resolve('react-aria/package.json')
    const code = readFileSync(
      path.join(path.dirname(package_), 'dist/private/interactions/usePress.mjs'),
      'utf8',
    )
    const template = /style\.textContent = `([^`]*)`\.trim\(\)/.exec(code)?.[1] ?? ''
    const attribute = /const \S*PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(code)?.[1] ?? ''
    const text = template.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, attribute).trim()
    expect(text).toContain('touch-action')
    const hash = createHash('sha256').update(text).digest('base64')
    const policy = (await get(pageUrl)).headers.get('content-security-policy')
    expect(policy).toContain(`style-src 'self' 'sha256-${hash}';`)
  })

  test('is a standard, secure scheme of its own', () => {
    const registerSchemesAsPrivileged = vi.fn()
    registerScheme({ registerSchemesAsPrivileged })
    expect(registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      { scheme: 'app', privileges: expect.objectContaining({ standard: true, secure: true }) as unknown },
    ])
  })
})

describe('the customer’s page', () => {
  test('is an origin of its own, which has that page and its parts, and not the till’s', async () => {
    expect(customerUrl(null)).toBe('app://customer/customer.html')
    expect((await get(customerUrl(null))).status).toBe(200)
    expect((await get('app://customer/assets/app-B1x_2.js')).status).toBe(200)
    for (const address of [
      'app://customer/',
      'app://customer/index.html',
      'app://customer/%69ndex.html',
      'app://customer/assets/..%2findex.html',
      'app://stampwell/customer.html',
      'app://stampwell/customer%2ehtml',
    ]) {
      expect((await get(address)).status, address).toBe(404)
    }
    expect(isOurs(customerUrl(null), null)).toBe(false)
  })

  test('asks nobody, uses no device, and starts no worker', async () => {
    const { headers } = await get(customerUrl(null))
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'none'")
    expect(policy).not.toMatch(/worker-src|media-src|unsafe|blob:/u)
    expect(headers.get('permissions-policy')).toMatch(/camera=\(\), hid=\(\), serial=\(\)/u)
  })

  test('is known by its whole address alone', () => {
    expect(isCustomerPage('app://customer/customer.html', null)).toBe(true)
    expect(isCustomerPage('app://customer/customer.html#x', null)).toBe(true)
    for (const other of [
      pageUrl,
      'app://customer/assets/a.html',
      'http://customer/customer.html',
      'nothing',
    ]) {
      expect(isCustomerPage(other, null), other).toBe(false)
    }
    expect(customerUrl('http://localhost:5173/')).toBe('http://localhost:5173/customer.html')
    expect(isCustomerPage('http://localhost:5173/customer.html', 'http://localhost:5173/')).toBe(true)
    expect(isCustomerPage('http://localhost:5173/', 'http://localhost:5173/')).toBe(false)
  })
})

describe('our page', () => {
  test.each([
    ['app://stampwell/index.html', null, true],
    ['app://stampwell/', 'http://localhost:5173', true],
    ['http://localhost:5173/index.html', 'http://localhost:5173', true],
    ['http://localhost:5173/', null, false],
    ['http://localhost:5174/', 'http://localhost:5173', false],
    ['http://localhost:5173@example.com/', 'http://localhost:5173', false],
    ['app://stampwell.example.com/', null, false],
    ['app://other/', null, false],
    ['https://app//stampwell/', null, false],
    ['file:///app/stampwell', null, false],
    ['data:text/html,x', 'http://localhost:5173', false],
    ['about:blank', null, false],
    ['', null, false],
  ])('%s (development server %s): %s', (address, rendererUrl, ours) => {
    expect(isOurs(address, rendererUrl)).toBe(ours)
  })
})
