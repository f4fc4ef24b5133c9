/** Vietnamese first, English under it. */
export function say(vi, en) {
  console.log(`${vi}\n${en}`)
}

/** Ends the command with one clear sentence in both languages and no stack. */
export function giveUp(vi, en) {
  console.error(`\n${vi}\n${en}`)
  process.exit(1)
}
