import type { Level, UnitKind } from '../people/unit.ts'
import type { Verdict } from './verdict.ts'

export interface WantedUnit {
  readonly id: string
  readonly parentId: string
  readonly kind: UnitKind
  readonly name: string
  readonly code: string | null
  readonly levels: readonly Level[]
}

export type UnitVerdict = Verdict<WantedUnit>
