import { createServer, connect, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A real line between a browser and a server: TCP through us, which can be cut, or lose what comes back. */
export interface CutLine {
  readonly origin: string
  cut(): Promise<void>
  mend(): Promise<void>
  /** From now on requests arrive and the replies to those that begin so are lost, until `mend`. */
  loseReplies(to?: RegExp): void
}

const requestLine = /^[A-Z]+ \/[^\r]*/

export async function cutLine(port: number): Promise<CutLine & { close(): Promise<void> }> {
  const open = new Set<Socket>()
  let losing: RegExp | undefined
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    let asked = ''
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      socket.on('error', () => socket.destroy())
    }
    near.on('data', (bytes) => {
      asked = requestLine.exec(bytes.toString('latin1'))?.[0] ?? asked
      far.write(bytes)
    })
    far.on('data', (bytes) => (losing?.test(asked) ? near.destroy() : near.write(bytes)))
    near.on('close', () => setTimeout(() => far.destroy(), losing ? 2_000 : 0))
    far.on('close', () => near.end())
  })
  await listening(server, 0)
  const own = (server.address() as AddressInfo).port
  const hangUp = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    origin: `http://127.0.0.1:${own}`,
    cut: async () => {
      hangUp()
      await closed(server)
    },
    mend: async () => {
      losing = undefined
      if (!server.listening) await listening(server, own)
    },
    loseReplies: (to = /^/) => {
      losing = to
    },
    close: async () => {
      hangUp()
      await closed(server)
    },
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve())
    else resolve()
  })
}
