import type { PersonPage } from '#contract/people.ts'
import type { OfficeWrite } from '../../state/office.ts'

/** What may be done about how a person's account is opened. */
const acts = ['end-sessions', 'reset-factors', 'unlink'] as const

export type AccountAct = (typeof acts)[number]

export function accountActsFor({ may }: PersonPage): readonly AccountAct[] {
  const offered: Readonly<Record<AccountAct, boolean>> = {
    'end-sessions': may.endSessions,
    'reset-factors': may.resetFactors,
    unlink: may.unlink,
  }
  return acts.filter((act) => offered[act])
}

type AccountWrite =
  OfficeWrite<'account.end-sessions'> | OfficeWrite<'factor.reset'> | OfficeWrite<'identity.unlink'>

/** The write for it; ending sessions is a record of its own, with an id for as long as it is tried. */
export function accountWriteOf(
  act: AccountAct,
  { person, account }: PersonPage,
  freshId: string,
): AccountWrite | undefined {
  if (!account) return
  const { id } = account
  if (act === 'reset-factors') {
    return { kind: 'factor.reset', record: { type: 'factor-set', id }, base: 0, input: {} }
  }
  if (act === 'unlink') {
    return { kind: 'identity.unlink', record: { type: 'identity-links', id }, base: 0, input: {} }
  }
  const record = { type: 'account-codes', id: freshId }
  return { kind: 'account.end-sessions', record, base: 0, input: { personId: person.id } }
}
