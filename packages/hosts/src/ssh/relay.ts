import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { HostAddress } from '../host.ts'
import { renderText } from '../script/frame.ts'
import { quote } from '../script/host-script.ts'
import { ConnectionStream } from './connection-stream.ts'
import type { SshConnection } from './ssh-connection.ts'
import type { SshShell } from './ssh-shell.ts'

/*
 * One process for each direction, or a server that answers while it is written to would stand still with us. Once our side has ended, an
 * answer may take a minute more of silence: whether only half or the whole of the channel was closed can't be seen from here.
 */
const program = `
use strict; use Socket qw(:all);
my ($kind, $to, $port) = @ARGV;
my ($socket, $half) = (undef, 0);
sub refuse { syswrite(STDOUT, "refused $_[0]\\n"); exit 0 }
sub pump {
  my ($from, $into) = @_;
  while (1) {
    my $wanted = ""; vec($wanted, fileno($from), 1) = 1;
    my $ready = select($wanted, undef, undef, $half ? 60 : undef);
    return if $ready == 0;
    next if $ready < 0;
    my $count = sysread($from, my $bytes, 65536) or return;
    for (my $at = 0; $at < $count;) { $at += syswrite($into, $bytes, $count - $at, $at) // ($!{EINTR} ? 0 : return) }
  }
}
if ($kind eq "unix") {
  my ($folder, $name) = $to =~ m{^(.*/)([^/]+)$}s or refuse("not an absolute path");
  chdir $folder or refuse($!);
  socket($socket, PF_UNIX, SOCK_STREAM, 0) or refuse($!);
  connect($socket, pack_sockaddr_un("./$name")) or refuse($!);
} else {
  my ($trouble, @found) = getaddrinfo($to, $port, { socktype => SOCK_STREAM });
  refuse($trouble) if $trouble;
  my $is_open = 0;
  for my $one (@found) {
    socket($socket, $one->{family}, SOCK_STREAM, 0) or next;
    $is_open = connect($socket, $one->{addr}) and last;
  }
  refuse($!) unless $is_open;
  setsockopt($socket, IPPROTO_TCP, TCP_NODELAY, 1);
}
# Before there is a child: it would die of one that comes first.
$SIG{USR1} = sub { $half = 1 };
syswrite(STDOUT, "connected\\n");
my $child = fork // refuse($!);
if ($child == 0) {
  close STDIN;
  pump($socket, \\*STDOUT);
  exit 0;
}
close STDOUT;
pump(\\*STDIN, $socket);
shutdown($socket, 1);
kill "USR1", $child;
waitpid $child, 0;
`

/** What the tool on the host answers instead of a connection. */
export type RelayRefusal = { readonly kind: 'refused'; readonly said: string } | { readonly kind: 'no-perl' }

/**
 * A connection by a tool on the host, where sshd makes none: perl, which every Debian has, as the user that scripts run as. It takes a
 * session of the connection for as long as it is open.
 */
export async function relay(connection: SshConnection, address: HostAddress): Promise<Duplex | RelayRefusal> {
  const shell = await connection.shell('connect')
  const { channel } = shell
  const ended = shell.handOver()
  const words = address.kind === 'tcp' ? ['tcp', address.host, String(address.port)] : ['unix', address.path]
  channel.write(renderText(`exec perl -e ${[program, ...words].map(quote).join(' ')}\n`))
  const said = await firstLine(shell)
  if (said === 'connected') {
    channel.stderr.resume()
    return new ConnectionStream(channel, () => connection.isLost)
  }
  channel.resume()
  channel.stderr.resume()
  const code = await ended
  if (connection.isLost) throw connection.lost('connect')
  return code === 127 ? { kind: 'no-perl' } : { kind: 'refused', said: said.replace(/^refused /, '') }
}

/** Reads up to the first newline and leaves the rest. */
async function firstLine({ channel }: SshShell): Promise<string> {
  let line = ''
  for (;;) {
    for (let byte = channel.read(1); byte !== null; byte = channel.read(1)) {
      if (String(byte) === '\n') return line
      line += String(byte)
    }
    if (channel.readableEnded) return line
    await Promise.race([once(channel, 'readable'), once(channel, 'end')])
  }
}
