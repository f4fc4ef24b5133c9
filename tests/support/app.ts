import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { buildApp, type AppOptions } from '../../src/server/app.ts'
import type { House } from '../../src/server/http/house.ts'
import { aDepartment, type TestDepartment } from '../builders/department.ts'
import { aHouse } from './house.ts'
import { aDatabase, type TestDatabase } from './postgres.ts'

/** What a file of server tests stands on: a database, a small department in it, and the server. */
export interface Ground {
  database: TestDatabase
  house: House
  app: FastifyInstance
  department: TestDepartment
}

/** No built client: only the API answers. */
export const noDist = '/nowhere'

/** Lays the ground before a file's tests and clears it after them. */
export function useGround(
  given: Parameters<typeof aHouse>[1] = {},
  options: AppOptions = {},
): Ground {
  const ground = {} as Ground
  beforeAll(async () => {
    ground.database = await aDatabase()
    ground.house = aHouse(ground.database.db, given)
    ground.department = await aDepartment(ground.database.db)
    ground.app = await buildApp(ground.house, { dist: noDist, ...options })
  })
  afterAll(async () => {
    await ground.app.close()
    await ground.database.drop()
  })
  return ground
}
