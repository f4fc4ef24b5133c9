import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from './node.js'
import { giveUp, say } from './say.js'

const lockFile = join(root, 'package-lock.json')
const stampFile = join(root, 'node_modules', '.installed-from')
const npmsOwnNote = join(root, 'node_modules', '.package-lock.json')

/** Installs when nothing is installed yet or package-lock.json has changed since. */
export function installIfNeeded() {
  const wanted = stamp()
  if (installed() === wanted) return
  if (!installedByHand()) install()
  writeFileSync(stampFile, wanted)
}

/** Packages hold programs, so another system or processor needs its own. */
function stamp() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  return `${hash} ${process.platform} ${process.arch}\n`
}

function installed() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined
}

/** Somebody ran `npm ci` themselves: npm wrote its note after the lock was last written. */
function installedByHand() {
  if (existsSync(stampFile) || !existsSync(npmsOwnNote)) return false
  return statSync(npmsOwnNote).mtimeMs >= statSync(lockFile).mtimeMs
}

function install() {
  refuseLink()
  say(
    'Đang cài các gói (lần đầu, một hai phút)…',
    'Installing packages (first time, a minute or two)…',
  )
  const { status } = npm(['ci', '--loglevel=error', '--no-fund', '--no-audit'])
  if (status === 0) return
  giveUp(
    'npm ci không thành công; xem lỗi ở trên. Cần có mạng tới kho gói npm.',
    'npm ci failed; see above. It needs a way to the npm registry.',
  )
}

/** npm would empty the folder that a link leads to, and somebody else may be using it. */
function refuseLink() {
  const folder = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })
  if (!folder?.isSymbolicLink()) return
  giveUp(
    'node_modules là liên kết tới thư mục khác; chưa cài gì và chưa xóa gì. Hãy gỡ liên kết rồi chạy lại.',
    'node_modules is a link to another folder; nothing was installed or removed. Remove the link and run again.',
  )
}

/** The npm that started us, when one did. */
function npm(args) {
  const options = { cwd: root, stdio: 'inherit' }
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return spawnSync(process.execPath, [script, ...args], options)
  return spawnSync(['npm', ...args].join(' '), { ...options, shell: true })
}
