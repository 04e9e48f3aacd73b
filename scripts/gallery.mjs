// A living page of every part in every state, and of every screen on a terminal in memory: no main process, no member.
//
//   npm run gallery            serves it and says where
//   npm run gallery -- --port=5200

import process from 'node:process'
import { requireNode } from './lib/require-node.mjs'

requireNode()
const { createServer, mergeConfig } = await import('vite')
const { galleryConfig } = await import('../test/gallery/config.ts')
const port = Number(process.argv.find((arg) => arg.startsWith('--port='))?.slice(7) ?? 5199)
const server = await createServer(mergeConfig(galleryConfig, { server: { port } }))
await server.listen()
server.printUrls()
