export type { LabHost } from './lab-host.ts'
export { lab } from './requirement.ts'
export { type HostOptions, type LabOptions, openLab, type Site } from './site.ts'
