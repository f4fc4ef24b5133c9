import { hangUp } from './caller.ts'
import { benchCommands } from './commands.ts'
import { layGround } from './ground.ts'
import { benchDevice, benchStart, benchWeight } from './in-chromium.ts'
import { benchImport } from './import.ts'
import { benchOffice } from './office.ts'
import { benchSync } from './sync.ts'

const parts = {
  commands: benchCommands,
  sync: benchSync,
  import: benchImport,
  device: benchDevice,
  start: benchStart,
  weight: benchWeight,
  // Last: it leaves a database as large as a province.
  office: benchOffice,
}

// Each figure stands beside its floor of the same run; nothing here fails on a figure.
const asked = process.argv.slice(2)
const ground = await layGround()
try {
  for (const [name, bench] of Object.entries(parts)) {
    if (asked.length === 0 || asked.includes(name)) await bench(ground)
  }
} finally {
  hangUp()
  await ground.close()
}
