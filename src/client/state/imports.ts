import { ref, shallowRef } from 'vue'
import type { AskProblem } from './ask.ts'
import { useSession } from './session.ts'

/** Sends a file to be read; the file itself stays with whoever chose it. */
export function useUpload() {
  const session = useSession()
  const busy = ref(false)
  const problem = shallowRef<AskProblem>()

  async function upload(what: string, file: File): Promise<string | undefined> {
    busy.value = true
    problem.value = undefined
    const { uploadImport } = await import('../api/imports.ts')
    const said = await uploadImport(session.opened.session.accountId, { what, file })
    busy.value = false
    if (said.ok) return said.value.id
    problem.value = said
    return undefined
  }
  return { upload, busy, problem }
}

/** Puts a file of the server's into the person's hands; says whether it came. */
export function useDownload() {
  const session = useSession()
  return async (path: string, name: string): Promise<boolean> => {
    const { fetchFile } = await import('../api/imports.ts')
    const file = await fetchFile(session.opened.session.accountId, path)
    if (!file) return false
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    return true
  }
}
