import { accountCodesKeeper } from './account-codes-keeper.ts'
import { factorKeeper, factorSetKeeper } from './factor-keeper.ts'
import { identityKeeper } from './identity-keeper.ts'
import { importKeeper } from './import-keeper.ts'
import { keeper, type Keeper } from './keeper.ts'
import { messageKeeper } from './message-keeper.ts'
import { personKeeper } from './person-keeper.ts'
import { trainingSessionKeeper } from './training-session-keeper.ts'
import { planKeeper } from './plan-keeper.ts'
import { policyKeeper } from './policy-keeper.ts'
import { roundKeeper } from './round-keeper.ts'
import { managementKeeper } from './management-keeper.ts'
import { unitKeeper } from './unit-keeper.ts'

/** Who keeps which record of the office. */
export const keepers: Readonly<Record<string, Keeper<unknown>>> = {
  unit: keeper(unitKeeper),
  import: keeper(importKeeper),
  management: keeper(managementKeeper),
  person: keeper(personKeeper),
  message: keeper(messageKeeper),
  plan: keeper(planKeeper),
  round: keeper(roundKeeper),
  'training-session': keeper(trainingSessionKeeper),
  factor: keeper(factorKeeper),
  'factor-set': keeper(factorSetKeeper),
  'identity-links': keeper(identityKeeper),
  policy: keeper(policyKeeper),
  'account-codes': keeper(accountCodesKeeper),
}
