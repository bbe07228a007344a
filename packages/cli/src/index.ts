export { type CliRun, runCommandLine } from './run-cli.ts'
