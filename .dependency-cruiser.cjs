/**
 * The walls inside the rooms; the walls between them are also the compiler's (a tsconfig a room).
 * `tests/house/walls.test.ts` plants a forbidden import for each rule and sees it refused.
 */
// Every folder of the server but its three floors is a door: a noun that is asked about.
const door = '(?!(?:http|database|records)/)([^/]+)'

/** What a room may see of our own, besides itself. */
const ours = (name, room, may) => ({
  name,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...may].join('|')})/` },
})

/** Which packages a room may never know. */
const strangers = (name, room, packages) => ({
  name,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^node_modules/(${packages})(/|$)` },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ours('domain-stands-alone', 'domain', []),
    {
      name: 'domain-knows-typebox-only',
      comment: 'Pure: no platform, no library but the schemas.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'],
        pathNot: 'node_modules/typebox/',
      },
    },
    ours('contract-sees-domain', 'contract', ['domain']),
    {
      name: 'contract-is-words',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'],
        pathNot: 'node_modules/(typebox|canonicalize)/',
      },
    },
    {
      name: 'client-and-server-are-apart',
      severity: 'error',
      from: { path: '^src/(client|server)/' },
      to: { path: '^src/(client|server)/', pathNot: '^src/$1/' },
    },
    ours('ui-sees-domain', 'client/ui', ['domain']),
    strangers('ui-knows-no-store-router-or-database', 'client/ui', 'pinia|vue-router|dexie'),
    ours('api-sees-contract-and-domain', 'client/api', ['contract', 'domain']),
    strangers(
      'api-knows-no-screen',
      'client/api',
      'vue|@vue|pinia|vue-router|petite-vue-i18n|dexie',
    ),
    ours('device-sees-contract-and-domain', 'client/device', ['contract', 'domain']),
    strangers(
      'device-knows-no-screen',
      'client/device',
      'vue|@vue|pinia|vue-router|petite-vue-i18n',
    ),
    ours('state-sees-device-and-api', 'client/state', [
      'client/device',
      'client/api',
      'contract',
      'domain',
    ]),
    {
      name: 'features-see-state-and-ui',
      severity: 'error',
      from: { path: '^src/client/features/' },
      to: {
        path: '^src/',
        pathNot: '^src/(client/(features|state|ui|device|api)|contract|domain)/',
      },
    },
    {
      name: 'features-know-device-and-api-by-type',
      comment: 'A feature is handed its device by the session; it may name its types.',
      severity: 'error',
      from: { path: '^src/client/features/' },
      to: { path: '^src/client/(device|api)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/client/features/([^/]+)/' },
      to: { path: '^src/client/features/', pathNot: '^src/client/features/$1/' },
    },
    {
      name: 'only-app-wires',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '^src/client/app/' },
      to: { path: '^src/client/app/' },
    },
    {
      name: 'database-stands-below',
      severity: 'error',
      from: { path: '^src/server/database/' },
      to: { path: '^src/server/[^/]+/', pathNot: '^src/server/database/' },
    },
    strangers('database-knows-no-http', 'server/database', 'fastify|@fastify'),
    {
      name: 'records-stand-below-the-doors',
      severity: 'error',
      from: { path: '^src/server/records/' },
      to: { path: '^src/server/[^/]+/', pathNot: '^src/server/(database|records)/' },
    },
    strangers('records-know-no-http', 'server/records', 'fastify|@fastify'),
    {
      name: 'doors-do-not-import-each-other',
      severity: 'error',
      from: { path: `^src/server/${door}/` },
      to: { path: `^src/server/${door}/`, pathNot: '^src/server/$1/' },
    },
    {
      name: 'http-knows-no-door',
      severity: 'error',
      from: { path: '^src/server/http/' },
      to: { path: `^src/server/${door}/` },
    },
    {
      name: 'src-never-imports-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^tests/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is left over.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['\\.d\\.ts$', '\\.css$', '^src/client/app/main\\.ts$', '^src/server/main\\.ts$'],
      },
      to: {},
    },
    {
      name: 'no-ghosts',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?raw$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'default', 'types', 'node'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.json'],
    },
  },
}
