import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The text of a key file of this server; the first start makes it. It never leaves the data directory. */
export async function openKeyFile(path: string, make: () => string): Promise<string> {
  return (await readIfThere(path)) ?? (await create(path, make()))
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((problem: unknown) => {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw problem
  })
}

/** Written whole and on the disk before it gets its name; of two that start together one gets it. */
async function create(path: string, key: string): Promise<string> {
  const own = `${path}.${randomUUID()}`
  await mkdir(dirname(path), { recursive: true })
  const file = await open(own, 'wx', 0o600)
  try {
    await file.writeFile(key)
    await file.sync()
  } finally {
    await file.close()
  }
  await link(own, path).catch((problem: unknown) => {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem
  })
  await rm(own)
  return readFile(path, 'utf8')
}
