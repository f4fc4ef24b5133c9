import { sql } from 'kysely'
import type { Post } from '#domain/people/person.ts'
import type { Connection } from '../database/tables.ts'

type PostRow = Omit<Post, 'inheritedFrom'> & { readonly inheritedFrom: string | null }

/**
 * A person's posts, and those that come with them: whoever has a role in a unit that keeps the records
 * of one that is gone has it there too, from the day on which that went, through as many mergers as
 * there were. The staff decide nothing, so nothing comes to them.
 */
export async function loadPosts(db: Connection, personId: string): Promise<Post[]> {
  const { rows } = await sql<PostRow>`
    with recursive held as (
      select id, unit_id, role, from_on, until_on, main, null as inherited_from
        from post where person_id = ${personId}),
    kept as (
      select held.id, succession.from_unit_id as unit_id, held.role,
          greatest(held.from_on, succession.on_day) as from_on, held.until_on, false as main,
          held.unit_id as inherited_from
        from held join unit_succession succession on succession.to_unit_id = held.unit_id
        where succession.keeps_records and held.role <> 'staff'
      union
      select kept.id, succession.from_unit_id, kept.role,
          greatest(kept.from_on, succession.on_day), kept.until_on, false, kept.inherited_from
        from kept join unit_succession succession on succession.to_unit_id = kept.unit_id
        where succession.keeps_records)
    select unit_id, role, from_on as "from", until_on as "until", main, inherited_from
      from (select *, 1 as place from held union all
        select *, 2 from kept where until_on is null or until_on >= from_on) every_post
      order by place, main desc, id, unit_id`.execute(db)
  return rows.map(({ inheritedFrom, ...post }) =>
    inheritedFrom === null ? post : { ...post, inheritedFrom },
  )
}
