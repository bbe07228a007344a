import { findProgram, type Requirement, superuser } from '../requirement.ts'

const programs = ['systemd-nspawn', 'debootstrap', 'ip', 'ssh-keygen']

/** Real hosts on this machine. A lab with `delayMs` needs `compiler` as well. */
export const lab: Requirement = {
  name: 'lab',
  remedy: 'run as root, with the Debian packages systemd-container, debootstrap, iproute2 and openssh-client',
  isMet: () => superuser.isMet() && programs.every((program) => findProgram(program) !== null),
}
