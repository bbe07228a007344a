import { sh } from '@towpath/hosts'

/**
 * Shell functions that speak with a running haproxy, in Perl, because perl-base is Essential on Debian. Without its module Socket, which takes four times
 * as long to load as Perl itself: PF_UNIX and SOCK_STREAM are 1, and the address of a socket is its family and its path.
 *
 *     runtime SOCKET < commands       each line a command, in order, many over one connection; prints what is answered. When haproxy refuses one, it says
 *                                     so on stderr and fails. `@{version}` stands for the number that the last `prepare map` answered.
 *                                     After a line "?" come questions: for each "answer<tab>" and the answer in base64
 *     worker_of MASTER_SOCKET         the pid of the worker that serves; nothing when there is none
 *     failures_of MASTER_SOCKET       how many reloads have failed since the last that went well
 *     busy_of SOCKET                  names of backends that have sessions, a line each
 *     sessions_of MASTER_SOCKET SOCKET   "WORKER<tab>BACKEND<tab>SERVER<tab>COUNT" for each server that has sessions, and each backend (`BACKEND`); `-` is the
 *                                     current worker, and each old one has a line "PID<tab>-<tab>-<tab>-" besides
 *     wait_checked SOCKET SECONDS SERVER…   waits until each `backend/server` was checked and is up; prints "SERVER<tab>WHY" of those that are not
 */
export const runtimeFunctions = sh`
RUNTIME_CLIENT='
use strict;
sub say_to {
  my ($path, $command) = @_;
  socket(my $socket, 1, 1, 0) or die "socket: $!\n";
  connect($socket, pack("S a108", 1, $path)) or die "$path: $!\n";
  my $text = "$command\n";
  while (length $text) {
    my $sent = syswrite($socket, $text);
    defined $sent or die "$path: $!\n";
    substr($text, 0, $sent) = "";
  }
  shutdown($socket, 1);
  my $answer = "";
  while (1) {
    my $read = sysread($socket, $answer, 65536, length $answer);
    defined $read or die "$path: $!\n";
    last unless $read;
  }
  return $answer;
}
sub rows_of {
  my (@names, @rows);
  for (split /\n/, $_[0]) {
    if (s/^# //) { @names = split /,/; next }
    next unless length;
    my %row;
    @row{@names} = split /,/;
    push @rows, \%row;
  }
  return @rows;
}
sub workers_of {
  my (@current, @old);
  for (split /\n/, say_to($_[0], "show proc")) {
    next unless /^(\d+)\s+worker\s+(\d+)\s/;
    push @{$2 == 0 ? \@current : \@old}, $1;
  }
  return (\@current, \@old);
}
alarm(120);
'
runtime() {
  perl -e "$RUNTIME_CLIENT"'
    my ($version, $batch, $asks) = ("", "", 0);
    sub base64 {
      my $text = pack "u", $_[0];
      $text =~ s/^.//mg;
      $text =~ s/\n//g;
      $text =~ tr|\` -_|AA-Za-z0-9+/|;
      my $padding = (3 - length($_[0]) % 3) % 3;
      return $padding ? substr($text, 0, -$padding) . "=" x $padding : $text;
    }
    sub flush {
      return unless length $batch;
      my $answer = say_to($ARGV[0], $batch =~ /^\@!/ ? $batch : "set severity-output number;$batch");
      $answer =~ /^\[[0-3]\]: (.*)/m and die substr($batch, 0, 200) . ": $1\n";
      $version = $1 if $answer =~ /New version created: (\d+)/;
      $answer =~ s/^\[[0-9]\]: //mg;
      print $asks ? "answer\t" . base64($answer) . "\n" : $answer;
      $batch = "";
    }
    while (my $command = <STDIN>) {
      chomp $command;
      next unless length $command;
      if ($command eq "?") { flush(); $asks = 1; next }
      flush() if $asks || $command =~ /^(?:prepare|show|\@!)/ || length($batch) > 8000;
      $command =~ s/\@\{version\}/\@$version/;
      $batch .= length $batch ? ";$command" : $command;
      flush() if $command =~ /^(?:prepare|show|\@!)/;
    }
    flush();' "$1"
}
worker_of() { perl -e "$RUNTIME_CLIENT"'my ($current) = workers_of($ARGV[0]); print $current->[0] // ""' "$1" 2> /dev/null || :; }
failures_of() { perl -e "$RUNTIME_CLIENT"'say_to($ARGV[0], "show proc") =~ /failed: (\d+)/ and print $1' "$1" 2> /dev/null || :; }
busy_of() {
  perl -e "$RUNTIME_CLIENT"'$_->{scur} and print "$_->{pxname}\n" for rows_of(say_to($ARGV[0], "show stat -1 2 -1"))' "$1"
}
sessions_of() {
  perl -e "$RUNTIME_CLIENT"'
    my ($master, $stats) = @ARGV;
    my ($current, $old) = workers_of($master);
    for my $worker ("-", @$old) {
      my ($at, $prefix) = $worker eq "-" ? ($stats, "") : ($master, "\@!$worker ");
      for my $row (rows_of(say_to($at, "\${prefix}show stat -1 6 -1"))) {
        print join("\t", $worker, $row->{pxname}, $row->{svname}, $row->{scur}), "\n" if $row->{scur};
      }
      print "$worker\t-\t-\t-\n" unless $worker eq "-";
    }' "$1" "$2"
}
wait_checked() {
  perl -e "$RUNTIME_CLIENT"'
    my ($stats, $seconds, @servers) = @ARGV;
    my %wanted = map { $_ => "not checked yet" } @servers;
    for (my $left = $seconds * 20; ; $left -= 1) {
      my %slots = map { m{(.*)/} => 1 } keys %wanted;
      for my $row (rows_of(join "", map { say_to($stats, "show stat $_ 4 -1") } keys %slots)) {
        my $name = "$row->{pxname}/$row->{svname}";
        next unless exists $wanted{$name};
        # UP 1/2 is how it begins. The result may still be that of what was in the slot before.
        if ($row->{status} eq "UP") { delete $wanted{$name} }
        elsif ($row->{status} =~ /^DOWN/) { $wanted{$name} = "$row->{check_status} $row->{last_chk}" }
      }
      last if !%wanted || $left <= 0;
      select(undef, undef, undef, 0.05);
    }
    print "$_\t$wanted{$_}\n" for sort keys %wanted;' "$@"
}
`
