export interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export type LockPackages = Readonly<Record<string, LockEntry>>;

export interface MissingEntry {
  readonly from: string;
  readonly name: string;
  readonly version: string;
}

/**
 * Optional packages of other platforms that the lock file does not hold. npm leaves them out where its registry or its bug
 * #4828 hides them, and `npm ci` then refuses the lock everywhere.
 */
export function missingPlatformEntries(packages: LockPackages): readonly MissingEntry[] {
  return Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !holds(packages, from, name))
      .map(([name, version]) => ({ from, name, version })),
  );
}

// Node looks in the package's own node_modules and then in that of every folder above it.
function holds(packages: LockPackages, from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

const systems = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openbsd', 'sunos', 'aix'];
const processors: Readonly<Record<string, string>> = {
  'arm-gnueabihf': 'arm',
  armv7: 'arm',
  aarch64: 'arm64',
  arm64: 'arm64',
  ia32: 'ia32',
  ppc64: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  x64: 'x64',
};

/** The entry for such a package: its exact version and its platform, which is in its name; undefined when it is not. */
export function entryFor(missing: MissingEntry, parent: LockEntry): LockEntry | undefined {
  const os = systems.find((system) => new RegExp(`[-/]${system}(-|$)`).test(missing.name));
  const cpu = Object.entries(processors).find(([part]) => new RegExp(`-${part}(-|$)`).test(missing.name))?.[1];
  if (os === undefined || cpu === undefined || !/^\d/.test(missing.version)) return undefined;
  return { version: missing.version, cpu: [cpu], ...(parent.dev === true ? { dev: true } : {}), optional: true, os: [os] };
}
