/**
 * A drawing, imported where it is used: `import check from './check.svg?raw'`.
 * So each screen's chunk carries its own icons, nothing is fetched at run time, and a name
 * that does not exist fails the build.
 */
export type Icon = string
