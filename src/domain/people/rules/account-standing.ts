import type { OfficeAct } from '../../office/office-act.ts'
import { refused, type Outcome } from '../../outcome.ts'
import type { PersonFile } from '../dossier.ts'
import { administersWholly } from '../person-authority.ts'
import { leavesNoAdministrator } from './last-administrator.ts'
import { openedFor, withDossier } from './opening.ts'

/** Shuts the account: nobody signs in with it, and open sessions are answered no more. Nothing is deleted. */
export function disable(there: PersonFile, _: object, act: OfficeAct): Outcome<PersonFile> {
  const shut = stood(there, act, act.at)
  // A shut account holds its posts as if it had none.
  const isLast = shut.ok && leavesNoAdministrator(there, [], act)
  return isLast ? refused('person.last-administrator') : shut
}

export function enable(there: PersonFile, _: object, act: OfficeAct): Outcome<PersonFile> {
  return stood(there, act, null)
}

function stood(there: PersonFile, act: OfficeAct, disabledAt: string | null): Outcome<PersonFile> {
  const opened = openedFor(there, act, administersWholly)
  if (!opened.ok) return opened
  const { account } = opened.value
  if (!account) return refused('person.no-account')
  const isSame = (account.disabledAt === null) === (disabledAt === null)
  if (isSame) return refused('person.account-as-is')
  return withDossier(there, { ...opened.value, account: { ...account, disabledAt } })
}
