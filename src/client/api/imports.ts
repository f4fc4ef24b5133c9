import type { Reply } from '#contract/exchange.ts'
import { accountHeader } from '#contract/words.ts'
import type { Problem } from '#domain/problems.ts'

type No = Exclude<Reply<never>, { readonly ok: true }>

/** Reading a large file takes the server its time. */
const patienceMs = 180_000

/** Sends a file as it is; the server reads it and writes none of it yet. */
export async function uploadImport(
  account: string,
  { what, file }: { what: string; file: File },
): Promise<Reply<{ id: string }>> {
  const query = new URLSearchParams({ what, name: file.name || 'tep' })
  try {
    const response = await fetch(`/api/imports?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', [accountHeader]: account },
      credentials: 'same-origin',
      body: file,
      signal: AbortSignal.timeout(patienceMs),
    })
    if (response.ok) return { ok: true, value: (await response.json()) as { id: string } }
    return await refusalOf(response)
  } catch {
    return { ok: false, word: 'unreachable' }
  }
}

async function refusalOf(response: Response): Promise<No> {
  const { status } = response
  if (status >= 502) return { ok: false, word: 'unreachable' }
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false
  if (status >= 500 || !isProblem) return { ok: false, word: 'broken' }
  const { code, limit } = (await response.json()) as Problem
  return {
    ok: false,
    word: 'refused',
    status,
    problem: { code, ...(limit !== undefined && { limit }) },
  }
}

/** A file of the server's, asked for with the account that opened the page. */
export async function fetchFile(account: string, path: string): Promise<Blob | undefined> {
  try {
    const headers = { [accountHeader]: account }
    const response = await fetch(`/api${path}`, { headers, credentials: 'same-origin' })
    return response.ok ? await response.blob() : undefined
  } catch {
    return undefined
  }
}
