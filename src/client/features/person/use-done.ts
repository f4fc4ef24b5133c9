import { useOffice } from '../../state/office.ts'
import { say } from '../../state/toasts.ts'
import { problemIn, wordsOfProblem } from '../../state/words-of-problem.ts'
import { useI18n } from '../../ui/i18n.ts'
import check from '../../ui/icons/check.svg?raw'
import type { Act } from './person.ts'

/** What was done with a person, and the version that they have since. */
export interface Done {
  readonly act: Act
  readonly text: string
  readonly person: { readonly id: string; readonly version: number }
}

/** Says what was done; a move may be taken back at once, as long as nothing hangs on it. */
export function useDone(again: () => void): (done: Done) => void {
  const { t } = useI18n()
  const { send } = useOffice()

  async function undo({ id, version }: Done['person']): Promise<void> {
    const record = { type: 'person', id }
    const said = await send({ kind: 'person.undo-move', record, base: version, input: {} })
    again()
    const problem = said.ok ? undefined : problemIn(said)
    if (problem) {
      const { key, named } = wordsOfProblem(problem)
      say({ text: t(key, named) })
    } else say({ text: t(said.ok ? 'people.undone' : 'people.not-undone') })
  }

  return ({ act, text, person }) => {
    again()
    const offer = act === 'move' && { action: t('core.act.undo'), onAct: () => undo(person) }
    say({ text, icon: check, ...offer })
  }
}
