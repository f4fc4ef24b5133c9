// What loads with the first write. One chunk, so that the rules travel once.
export { restoreDraft } from './bin.ts'
export { adopt } from './confirm.ts'
export { mend, tryAgain } from './mend.ts'
export { perform } from './perform.ts'
