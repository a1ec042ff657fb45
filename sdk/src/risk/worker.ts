import { parentPort, workerData } from 'node:worker_threads'
import { type SimulationJob, simulateChunk } from './simulate.js'

const job = workerData as SimulationJob

// One number in, one chunk out: whoever is done first gets the next.
parentPort?.on('message', (chunk: number) => {
  parentPort?.postMessage(simulateChunk(job, chunk))
})
