import { appendFileSync } from 'node:fs'

/** Loaded before a step (`node --import`): at its end writes its largest resident size, in KiB, to the file that PEAK_MEMORY names. */
process.on('exit', () => {
  appendFileSync(process.env.PEAK_MEMORY, `${process.resourceUsage().maxRSS}\n`)
})
