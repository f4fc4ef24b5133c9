import type { FastifyInstance } from 'fastify'

import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'

const neighbours = 20

/** Listens where the configuration says; a port that nobody asked for gives way to the next free one. */
export async function listen(app: FastifyInstance, config: Config): Promise<string> {
  const { host, port } = config
  const last = config.portGiven ? port : port + neighbours
  for (let next = port; ; next += 1) {
    try {
      return await app.listen({ host, port: next })
    } catch (problem) {
      if (codeOf(problem) !== 'EADDRINUSE' || next === last) throw sayWhy(problem, config)
    }
  }
}

function codeOf(problem: unknown) {
  return (problem as NodeJS.ErrnoException).code
}

function sayWhy(problem: unknown, { host, port }: Config) {
  const address = `${host}:${port}`
  const reasons: Record<string, CannotStart> = {
    EADDRINUSE: new CannotStart(
      `Cổng ${port} đang được chương trình khác dùng. Hãy dừng nó, hoặc đặt PORT khác.`,
      `Port ${port} is in use by another program. Stop it, or set another PORT.`,
    ),
    EACCES: new CannotStart(
      `Không được phép mở cổng ${port}. Hãy đặt PORT từ 1024 trở lên.`,
      `Port ${port} may not be opened. Set a PORT of 1024 or more.`,
    ),
    EADDRNOTAVAIL: new CannotStart(
      `Máy này không có địa chỉ ${address}. Hãy sửa HOST.`,
      `This machine has no address ${address}. Mend HOST.`,
    ),
    ENOTFOUND: new CannotStart(`Không tìm thấy HOST ${host}.`, `HOST ${host} is not known.`),
  }
  return reasons[codeOf(problem) ?? ''] ?? problem
}
