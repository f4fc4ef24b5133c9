import { fold } from '../text.ts'
import { grouped } from './grouped.ts'
import type { Read, RosterPerson } from './roster-person.ts'

/** What no two rows may share: the person they found, and the code they give. */
export function keysOf({ facts, unit }: Read, person: RosterPerson | undefined): string[] {
  const coded = facts.code ? [`code ${facts.code.toLowerCase()}`] : []
  if (person) return [person.id, ...coded]
  return coded.length > 0 ? coded : [`name ${nameKey(unit.id, facts.name)} ${facts.bornOn ?? ''}`]
}

const nameKey = (unitId: string, name: string) => `${unitId} ${fold(name)}`

export type Finding = RosterPerson | 'several' | 'no-such-username' | undefined

/**
 * Found by code, else by username, else by unit, name and birth day; 'several' where two fit. A
 * username is only given by us: one that nobody has is a slip.
 */
export function peopleIndex(people: readonly RosterPerson[]) {
  const byCode = new Map(people.map((person) => [person.code?.toLowerCase(), person]))
  const byUsername = new Map(people.map((person) => [person.username?.toLowerCase(), person]))
  const byName = grouped(people, ({ unitId, name }) => nameKey(unitId ?? '', name))

  function named({ unit, facts }: Read): Finding {
    const fitting = (byName.get(nameKey(unit.id, facts.name)) ?? []).filter((person) => {
      const mayBeOne = !person.bornOn || !facts.bornOn || person.bornOn === facts.bornOn
      return mayBeOne && !(facts.code && person.code)
    })
    const born = fitting.filter(({ bornOn }) => facts.bornOn !== null && bornOn === facts.bornOn)
    const [one, second] = born.length > 0 ? born : fitting
    return second ? 'several' : one
  }

  return (row: Read): Finding => {
    const { facts, username } = row
    const coded = facts.code ? byCode.get(facts.code.toLowerCase()) : undefined
    if (username === '') return coded ?? named(row)
    const known = byUsername.get(username.toLowerCase())
    if (!known) return 'no-such-username'
    return coded && coded !== known ? 'several' : known
  }
}
