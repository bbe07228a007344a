import { Fault, Faults } from '@towpath/fault'

export type DescriptorCode =
  /** Not readable as YAML at all. */
  | 'yaml-syntax'
  /** More than one document in a file, or none. */
  | 'yaml-several-documents'
  | 'yaml-empty'
  | 'yaml-duplicate-key'
  | 'yaml-alias'
  | 'yaml-merge-key'
  | 'yaml-tag'
  | 'yaml-too-large'
  /** Readable, but not what the format asks for. */
  | 'document-invalid'
  /** The format names it, this version does not carry it out. */
  | 'not-yet'
  /** A stored JSON record that is not what it should be. */
  | 'record-invalid'
  /** A stored record that a newer Towpath wrote. */
  | 'record-newer'
  | 'version-invalid'
  | 'prerelease-invalid'
  | 'wish-invalid'
  | 'notes-missing'
  | 'config-schema-invalid'
  | 'config-invalid'
  | 'descriptor-incomplete'

/** One problem of a document, version, range or record. A retry never helps: the text has to change. */
export class DescriptorFault extends Fault<DescriptorCode> {}

/** All problems of one document, in the order of the file. */
export class DescriptorFaults extends Faults<DescriptorCode> {}
