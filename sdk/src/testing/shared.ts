import { createTestkit, type Testkit, type TestkitOptions } from './kit.js'

/** A chain that several tests use one after the other. */
export interface SharedKitOptions<scene> extends TestkitOptions {
  /** Runs once, before the first test: each begins with the chain that this leaves, and gets what it returns. */
  setUp?: ((kit: Testkit) => scene | Promise<scene>) | undefined
}

/** What tests of a shared chain get. */
export interface KitContext<scene> {
  /** The chain, as `setUp` has left it. */
  kit: Testkit
  /** What `setUp` has returned. */
  scene: scene
}

/** Starts a chain that is put back to what it is now by `reset`. */
export async function startShared<scene>({
  setUp,
  ...options
}: SharedKitOptions<scene>): Promise<KitContext<scene> & { reset(): Promise<void> }> {
  const kit = await createTestkit(options)
  try {
    const scene = (await setUp?.(kit)) as scene
    const clean = await kit.snapshot()
    return { kit, scene, reset: () => kit.restore(clean) }
  } catch (error) {
    await kit.stop()
    throw error
  }
}
