import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** The stop sizes of STYLE.md, section "Size". */
const sizes = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  'max-depth': ['error', 3],
  complexity: ['error', 10],
}

const noSizes = Object.fromEntries(Object.keys(sizes).map((name) => [name, 'off']))

/** Where the network, the device's stores, the clock and chance may be touched. */
const fetching = { name: 'fetch', message: 'The network belongs to client/api.' }
const stores = ['indexedDB', 'localStorage', 'sessionStorage'].map((name) => ({
  name,
  message: 'What the browser keeps belongs to client/device and client/state.',
}))

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'public/', '**/*.cjs'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  vue.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        // One program for all rooms: the heavy types of the commands are computed once (36 s against 58).
        project: './tsconfig.lint.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...sizes,
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // `as` says which type is meant; `!` is refused elsewhere.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { properties: false, attributes: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // The compiler asks for obj['key'] on index signatures (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // Types inside single files are vue-tsc's: asked for here, each of them would throw the checker's
    // whole work away (measured: 33 s for the client instead of 12).
    files: ['**/*.vue'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: false } },
    rules: {
      // Markup is prettier's; the rules below are about meaning.
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      // The types say what may be absent.
      'vue/require-default-prop': 'off',
      'vue/max-lines-per-block': ['error', { script: 120, template: 100, skipBlankLines: true }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      // A component's set-up is one function to the linter only when it is written as one.
      'max-lines': 'off',
    },
  },
  {
    // To the linter a single file component has no type; vue-tsc checks what it is given.
    files: ['src/client/**', 'tests/client/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src/client/**'],
    rules: {
      'no-console': 'error',
      'no-eval': 'error',
      'no-restricted-globals': ['error', fetching, ...stores],
    },
  },
  { files: ['src/client/api/**'], rules: { 'no-restricted-globals': ['error', ...stores] } },
  {
    files: ['src/client/device/**', 'src/client/state/**'],
    rules: { 'no-restricted-globals': ['error', fetching] },
  },
  {
    files: ['src/domain/**', 'src/contract/**'],
    rules: {
      'no-restricted-globals': ['error', fetching, ...stores, 'crypto', 'performance', 'process'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is handed in.' },
        { object: 'Math', property: 'random', message: 'Chance is handed in.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time is handed in.',
        },
      ],
    },
  },
  {
    // `Array` is TypeBox's here, a schema.
    files: ['src/contract/**'],
    rules: { '@typescript-eslint/no-array-constructor': 'off' },
  },
  {
    // `Array` there is TypeBox's.
    files: ['src/contract/**', 'src/server/**'],
    rules: { '@typescript-eslint/no-array-constructor': 'off' },
  },
  {
    // Kysely's builders are made to be taken apart.
    files: ['src/server/**', 'tests/**'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // Tables are read down, not across; a test's block is a list of cases.
    files: [
      'src/contract/commands.ts',
      'src/domain/problems.ts',
      'src/server/database/migrations/**',
      'src/server/database/tables.ts',
    ],
    rules: noSizes,
  },
  {
    files: ['tests/**', 'vite.config.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      // A table of cases is read by its columns; a test may show several small components.
      'max-params': 'off',
      'vue/one-component-per-file': 'off',
      'vue/require-render-return': 'off',
    },
  },
  {
    // Plain scripts that any Node can run before anything is installed or built.
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: false } },
  },
)
