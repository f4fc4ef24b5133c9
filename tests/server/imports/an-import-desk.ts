import writeXlsx from 'write-excel-file/node'
import type { ImportPage, ImportRows } from '#contract/imports.ts'
import type { OfficeWorld } from '../../support/office-world.ts'

export type Cells = readonly (string | null)[]

export const xlsx = (rows: readonly Cells[]): Promise<Buffer> =>
  writeXlsx(
    rows.map((row) => row.map((value) => (value === null ? null : { value, type: String }))),
  ).toBuffer()

/** What an administrator does with files. */
export function anImportDesk({ ask, answer }: Pick<OfficeWorld, 'ask' | 'answer'>) {
  const put = (payload: Buffer, what = 'people') =>
    ask('administrator', {
      method: 'POST',
      url: `/api/imports?what=${what}&name=tep.xlsx`,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    })
  const page = async (id: string) =>
    (await ask('administrator', { url: `/api/imports/${id}` })).json<ImportPage>()
  const uploaded = async (rows: readonly Cells[], what = 'people'): Promise<ImportPage> => {
    const reply = await put(await xlsx(rows), what)
    if (reply.statusCode !== 200) throw new Error(reply.body)
    return page(reply.json<{ id: string }>().id)
  }
  const rows = async (id: string, kind: string) =>
    (await ask('administrator', { url: `/api/imports/${id}/rows?kind=${kind}` })).json<ImportRows>()
      .rows
  /** The verb with the version that stands now; gives 'applied' or why not. */
  const act = async (id: string, verb: 'apply' | 'undo' | 'match', input: object = {}) =>
    answer('administrator', write(await page(id), `import.${verb}`, input))
  return { put, page, uploaded, rows, act }
}

export const write = (
  one: ImportPage,
  kind: 'import.apply' | 'import.undo' | 'import.match',
  input: object = {},
) => ({
  kind,
  record: { type: 'import', id: one.id },
  base: one.version,
  input: kind === 'import.apply' ? { withGone: false, ...input } : input,
})

/** Everything that an import may touch, but for the count of writes. */
export async function everything(db: OfficeWorld['db']) {
  const [people, posts, accounts, all] = await Promise.all([
    db
      .selectFrom('person')
      .select(['id', 'name', 'code', 'bornOn', 'phone', 'staffKind'])
      .orderBy('id')
      .execute(),
    db.selectFrom('post').selectAll().orderBy('id').execute(),
    db.selectFrom('account').select(['id', 'username', 'personId']).orderBy('id').execute(),
    db
      .selectFrom('unit')
      .select(['id', 'parentId', 'kind', 'name', 'code', 'levels'])
      .orderBy('id')
      .execute(),
  ])
  return { people, posts, accounts, all }
}
