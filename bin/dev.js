import { createServer as createProbe } from 'node:net'

import { installIfNeeded } from './install.js'
import { findNode } from './node.js'
import { runNode } from './run.js'

installIfNeeded()
if (findNode() !== process.execPath) process.exit(await runNode(['bin/dev.js']))

/** The browser sees one origin: vite's, which hands what is the server's on to it. */
const host = '127.0.0.1'
const apiPort = await freePort()
const server = { target: `http://${host}:${apiPort}`, changeOrigin: false }
const { createServer } = await import('vite')
const vite = await createServer({
  server: {
    host,
    port: Number(process.env.PORT || 5080),
    proxy: { '/api': server, '/healthz': server, '/readyz': server },
  },
})
await vite.listen()
vite.printUrls()
const PUBLIC_ORIGIN = vite.resolvedUrls.local[0]
const settings = { HOST: host, PORT: String(apiPort), PUBLIC_ORIGIN }
const code = await runNode(['--watch', '--watch-preserve-output', 'bin/serve.ts'], settings)
await vite.close()
process.exit(code)

function freePort() {
  return new Promise((resolve) => {
    const probe = createProbe().listen(0, host, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
