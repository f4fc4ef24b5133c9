import type { Keeper } from './keeper.ts'

/** Who keeps which record of the office. */
export const keepers: Readonly<Record<string, Keeper<unknown>>> = {}
