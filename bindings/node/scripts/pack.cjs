'use strict'

// The packages of a release, for npm to publish: node scripts/pack.cjs <folder>
// The main one has the JavaScript, and for each platform an optional dependency of which npm installs the one that fits. This
// machine's has the library that `scripts/install.cjs` has built. None runs a script when it is installed.

const { execFileSync } = require('node:child_process')
const { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } = require('node:fs')
const { join, resolve } = require('node:path')

/** @type {Record<string, any>} */
const { description, devDependencies, scripts, ...main } = require('../package.json')
const LICENCES = ['LICENSE-APACHE', 'LICENSE-MIT']
const LIBRARY = 'okta-event-hooks.node'

/**
 * What npm has to know of each platform. `lib/native.js` looks for these names.
 * @type {Record<string, { os: string[], cpu: string[], libc?: string[] }>}
 */
const PLATFORMS = {
  'linux-x64-gnu': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'linux-arm64-gnu': { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
  'linux-x64-musl': { os: ['linux'], cpu: ['x64'], libc: ['musl'] },
  'linux-arm64-musl': { os: ['linux'], cpu: ['arm64'], libc: ['musl'] },
  'darwin-x64': { os: ['darwin'], cpu: ['x64'] },
  'darwin-arm64': { os: ['darwin'], cpu: ['arm64'] },
  'win32-x64-msvc': { os: ['win32'], cpu: ['x64'] },
}

const packageOf = (/** @type {string} */ platform) => `${main.name}-${platform}`

/** The platform that this process runs on. */
function here() {
  const { glibcVersionRuntime } = /** @type {any} */ (process.report.getReport()).header
  const linux = glibcVersionRuntime ? 'gnu' : 'musl'
  const abi = /** @type {Record<string, string>} */ ({ linux: `-${linux}`, win32: '-msvc' })[process.platform] ?? ''
  const platform = `${process.platform}-${process.arch}${abi}`
  if (!(platform in PLATFORMS)) {
    throw new Error(`there is no package for ${platform}; there are ${Object.keys(PLATFORMS).join(', ')}`)
  }
  return platform
}

/**
 * Lays a package out in a folder of its own.
 * @param {string} folder @param {{ name: string }} manifest @param {string[]} files @param {string} [readme]
 */
function stage(folder, manifest, files, readme) {
  const own = join(folder, manifest.name)
  mkdirSync(own, { recursive: true })
  for (const name of files) cpSync(join(__dirname, '..', name), join(own, name), { recursive: true })
  writeFileSync(join(own, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  if (readme) writeFileSync(join(own, 'README.md'), readme)
  return own
}

/**
 * Makes the many small files of `lib` a few: each costs a program that loads it time and memory.
 * @param {string} lib
 */
async function bundle(lib) {
  const sources = join(__dirname, '..', 'lib')
  for (const name of readdirSync(lib, { recursive: true })) {
    if (String(name).endsWith('.js') && name !== 'native.js') rmSync(join(lib, String(name)))
  }
  rmSync(join(lib, 'adapters'), { recursive: true })
  const { build } = await import('rolldown')
  const entries = ['index', 'testing']
  await build({
    input: Object.fromEntries(entries.map((name) => [`${name}-bundle`, join(sources, `${name}.js`)])),
    platform: 'node',
    external: ['./native'],
    output: { dir: lib, format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
  })
  for (const name of entries) writeFileSync(join(lib, `${name}.js`), entry(name, Object.keys(require(join(sources, name)))))
}

/**
 * What `require` and `import` find: of a file that is imported Node.js reads every character for the names of exports, which
 * takes longer than to load it.
 * @param {string} name @param {string[]} exported
 */
function entry(name, exported) {
  const lines = exported.map((one) => `exports.${one} = bundle.${one}\n`)
  return `'use strict'\n\nconst bundle = require('./${name}-bundle.js')\n\n${lines.join('')}`
}

/** @param {string} folder */
async function mainPackage(folder) {
  const names = Object.keys(PLATFORMS).map((platform) => [packageOf(platform), main.version])
  /** @type {any} */
  const manifest = { ...main, description, optionalDependencies: Object.fromEntries(names) }
  const own = stage(folder, manifest, [...main.files, 'README.md'])
  await bundle(join(own, 'lib'))
  return own
}

/** @param {string} folder @param {string} platform */
function platformPackage(folder, platform) {
  const { version, license, engines } = main
  const manifest = {
    name: packageOf(platform),
    version,
    description: `The library of ${main.name} for ${platform}`,
    license,
    engines,
    ...PLATFORMS[platform],
    main: LIBRARY,
    files: [LIBRARY, ...LICENCES],
  }
  return stage(
    folder,
    manifest,
    manifest.files,
    `The library of \`${main.name}\` for ${platform}. Install that package, not this one.\n`,
  )
}

/** @param {string} folder */
async function pack(folder) {
  rmSync(folder, { recursive: true, force: true })
  const staged = [await mainPackage(folder), platformPackage(folder, here())]
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const arguments_ = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, ...staged]
  execFileSync(npm, arguments_, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.tgz'))) console.log(join(folder, name))
}

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: node scripts/pack.cjs <folder>')
pack(resolve(folder))
