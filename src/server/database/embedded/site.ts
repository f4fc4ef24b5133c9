import type { Binaries } from './binaries.ts'
import type { SystemUser } from './system-user.ts'

/** Everything that the parts of the supervisor need to know about one embedded PostgreSQL. */
export interface Site {
  /** Holds the cluster and what belongs to it: password, lock, what was said at the last start. */
  home: string
  /** PostgreSQL's own data directory. */
  cluster: string
  binaries: Binaries
  /** Who PostgreSQL runs as; absent when that is whoever runs us. */
  user: SystemUser | undefined
  log: (line: string) => void
}

/** How every PostgreSQL program is run: as its user, somewhere it may stand, without our PG settings. */
export function running({ user, home }: Pick<Site, 'user' | 'home'>) {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))
  const env = { ...Object.fromEntries(ours), LC_ALL: 'C' }
  return { cwd: home, env, windowsHide: true, ...(user && { uid: user.uid, gid: user.gid }) }
}
