import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Tells a process from a later one that got the same number: after a restart numbers come again. */
export function birthOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined
  return birthOnLinux(pid) ?? fromPs(pid, 'lstart=') ?? 'alive'
}

/** The command line as started, or nothing when the system won't say. */
export function commandOf(pid: number): string | undefined {
  if (process.platform === 'win32') return fromTaskList(pid)
  return commandOnLinux(pid) ?? fromPs(pid, 'command=')
}

/** Where a process stands (Linux); PostgreSQL always stands in its data directory. */
export function folderOf(pid: number): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/cwd`))
}

function commandOnLinux(pid: number) {
  return attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '))
}

/** Field 22 of `stat` is the start in ticks since boot; the name before it may hold spaces. */
function birthOnLinux(pid: number) {
  return attempt(() => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  })
}

function fromPs(pid: number, field: string) {
  return said('ps', ['-o', field, '-p', String(pid)])
}

function fromTaskList(pid: number) {
  return said('tasklist', ['/FI', `PID eq ${pid}`])
}

function said(program: string, args: string[]) {
  return attempt(() =>
    execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    }).trim(),
  )
}

function attempt(look: () => string) {
  try {
    return look() || undefined
  } catch {
    return undefined
  }
}
