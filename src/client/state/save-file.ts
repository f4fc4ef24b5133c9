import { useSession } from './session.ts'

const line = () => import('../api/file.ts')

/** Fetches a file of the server and hands it to the person to keep; false where it did not come. */
export function useSaveFile(): (path: string, name: string) => Promise<boolean> {
  const session = useSession()
  return async (path, name) => {
    const { askFile } = await line()
    const reply = await askFile(session.opened.session.accountId, path)
    if (reply.ok) hand(reply.value, name)
    return reply.ok
  }
}

function hand(file: Blob, name: string): void {
  const href = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href, download: name })
  link.click()
  // Some browsers read it only after the click has ended.
  setTimeout(() => {
    URL.revokeObjectURL(href)
  }, 60_000)
}
