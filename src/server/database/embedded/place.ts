import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { CannotStart } from '../../cannot-start.ts'
import { canEnter, handOver, type SystemUser } from './system-user.ts'

export interface Whereabouts {
  dataDir: string
  elsewhere: string
}

/** Where this DATA_DIR keeps PostgreSQL: inside, or where a note inside says. */
export function homeIn({ dataDir }: Whereabouts): string {
  return notedHome(dataDir) ?? join(dataDir, 'postgresql')
}

/**
 * Makes the home. PostgreSQL must be able to enter it, so under a folder that only root may enter
 * it goes elsewhere, and DATA_DIR keeps a note of that: the data stay found after DATA_DIR moves.
 */
export function makeHome(where: Whereabouts, user: SystemUser | undefined): string {
  const { dataDir } = where
  const home = homeIn(where)
  if (!user || notedHome(dataDir) || canEnter(user, dataDir)) return made(home, user)
  if (existsSync(home)) throw closed(home)
  return made(noteElsewhere(where), user)
}

/** The data were here while the way was open; beginning elsewhere would look as if they were lost. */
function closed(home: string) {
  return new CannotStart(
    `Dữ liệu ở ${home}, nhưng người dùng chạy PostgreSQL không còn vào được đó. Hãy mở quyền đi qua các thư mục cha (chmod o+x).`,
    `The data are in ${home}, but the user that runs PostgreSQL can no longer enter it. Open the folders above it (chmod o+x).`,
  )
}

function made(home: string, user: SystemUser | undefined) {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  handOver(home, user)
  return home
}

function noteElsewhere({ dataDir, elsewhere }: Whereabouts) {
  mkdirSync(elsewhere, { recursive: true })
  chmodSync(elsewhere, 0o755)
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 8)
  const home = join(elsewhere, `${basename(dataDir)}-${mark}`)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(noteIn(dataDir), `${home}\n`, { flush: true })
  return home
}

function notedHome(dataDir: string) {
  if (!existsSync(noteIn(dataDir))) return undefined
  const home = readFileSync(noteIn(dataDir), 'utf8').trim()
  if (existsSync(home)) return home
  throw new CannotStart(
    `Dữ liệu của ${dataDir} phải ở ${home}, nhưng thư mục đó không còn. Hãy khôi phục nó; chỉ khi muốn bắt đầu lại từ đầu mới xóa ${noteIn(dataDir)}.`,
    `The data of ${dataDir} should be in ${home}, which is gone. Restore it; only to begin anew delete ${noteIn(dataDir)}.`,
  )
}

function noteIn(dataDir: string) {
  return join(dataDir, 'postgresql.path')
}
