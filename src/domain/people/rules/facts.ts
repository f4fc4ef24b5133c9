import { outranks } from '../../accounts/staff-accounts.ts'
import type { OfficeAct } from '../../office/office-act.ts'
import { refused, type Outcome, type Refused } from '../../outcome.ts'
import { administersPerson } from '../person-authority.ts'
import type { PersonFile } from '../dossier.ts'
import { checkPersonFields, personFacts, type PersonFields } from '../person-fields.ts'
import { usernameOf } from '../username.ts'
import { openedFor, postOf, unplaced, withDossier, type PostWish } from './opening.ts'

export interface AddPersonInput extends PersonFields {
  readonly post: PostWish
}

/** Takes a person in: facts, main post, and an account that their own code will open. */
export function addPerson(
  there: PersonFile,
  { post, ...fields }: AddPersonInput,
  act: OfficeAct,
): Outcome<PersonFile> {
  const unplacedBy = unplaced(there, post, act)
  if (unplacedBy) return unplacedBy
  if (there.dossier || act.base !== 0) return refused('record.changed')
  const wrong = wrongFields(there, fields, act)
  if (wrong) return wrong
  const id = there.freshId
  return withDossier(there, {
    personId: act.recordId,
    version: 0,
    facts: personFacts(fields),
    posts: [postOf({ ...post, until: null }, { id, main: true })],
    account: { id, username: usernameOf(fields.name, there.usernames), disabledAt: null },
  })
}

/** Corrects what is known of a person. */
export function changePerson(
  there: PersonFile,
  fields: PersonFields,
  act: OfficeAct,
): Outcome<PersonFile> {
  const opened = openedFor(there, act, administersPerson)
  if (!opened.ok) return opened
  const wrong = wrongFields(there, fields, act)
  if (wrong) return wrong
  const facts = personFacts(fields)
  // The identity provider opens an account by this code: another one hands the account to another.
  const isOther = facts.code !== opened.value.facts.code
  if (isOther && outranks(opened.value, act)) return refused('account.higher-office')
  return withDossier(there, { ...opened.value, facts })
}

function wrongFields(
  { isCodeTaken }: PersonFile,
  given: PersonFields,
  { day }: OfficeAct,
): Refused | undefined {
  const fields = checkPersonFields(given, day)
  if (isCodeTaken) fields.push({ code: 'person.code-taken', item: 'code' })
  const [first] = fields
  return first && refused(first.code, { ...first, fields })
}
