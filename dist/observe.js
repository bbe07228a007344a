import { runAction } from './index.js'

await runAction('observe')
