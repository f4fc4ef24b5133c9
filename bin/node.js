import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { giveUp } from './say.js'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node that runs TypeScript as it stands: this one, or the one that npm installed. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const brought = join(root, 'node_modules', 'node', 'bin', name)
  if (existsSync(brought)) return brought
  return giveUp(
    'Thiếu Node 24 mà npm phải cài. Hãy xóa node_modules và chạy lại, không dùng --ignore-scripts; hoặc cài Node 24.',
    'The Node 24 that npm should bring is missing. Delete node_modules and run again without --ignore-scripts, or install Node 24.',
  )
}
