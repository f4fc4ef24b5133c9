import type { Instrument } from '../instrument.ts'
import trainingRecord1 from './training-record.1.json' with { type: 'json' }

/** The official instruments as shipped; a department publishes its own versions beside them. */
export const catalogue: readonly Instrument[] = [trainingRecord1 as Instrument]
