/** What may be done to which thing, as the audit's kinds name it; each has its sentence in the words. */
export const acts = {
  session: ['begin', 'refuse', 'bar', 'end'],
  submission: ['send', 'withdraw', 'decide', 'ask-late', 'read', 'answer-late'],
  account: ['first-administrator', 'invite', 'reset', 'revoke-code', 'end-sessions', 'activate'],
  audit: ['export'],
  unit: ['add', 'change', 'move', 'merge', 'split', 'close', 'reopen'],
  management: ['set', 'clear'],
  person: [
    'add',
    'change',
    'read',
    'move',
    'undo-move',
    'leave',
    'rejoin',
    'add-post',
    'end-post',
    'name-group-head',
    'end-group-head',
    'delegate',
    'end-delegation',
    'disable',
    'enable',
  ],
  policy: ['set'],
  factor: ['rename', 'remove', 'reset', 'add', 'renew-codes', 'use-recovery-code'],
  'training-session': ['open', 'change', 'cancel', 'mark-present', 'read'],
  message: ['send', 'take-back'],
  round: ['remind', 'open', 'change', 'extend', 'close-now', 'withdraw'],
  import: ['match', 'apply', 'undo', 'upload'],
  password: ['change'],
  plan: ['found'],
  roster: ['export'],
  identity: ['link', 'unlink', 'refuse'],
} as const satisfies Record<string, readonly string[]>

/** The things that the list can be narrowed to. */
export const nouns: readonly string[] = Object.keys(acts)

/** Whether there is a sentence for it; a newer server may know more. */
export function isKnown(kind: string): boolean {
  const [noun = '', act = ''] = kind.split('.')
  const table: Readonly<Record<string, readonly string[]>> = acts
  return Object.hasOwn(table, noun) && (table[noun]?.includes(act) ?? false)
}
