#!/bin/sh
# telnet's prompt: every command, good and bad, without a connection and in a session.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/telnet_lab.sh"

# unconnected <<COMMANDS: a script that types each line at the prompt
unconnected() {
	script <<-EOT
		see telnet>
		settle
		$(sed 's/.*/type &\\r\nsee telnet>\nsettle/')
		type quit now\r
	EOT
}

unconnected <<'S'
status

  status
"status"
sta"tus" extra
st
xyz
s
se
c
close
logout
display crmod
display nosuch
display escape
display a
display auto
display "crmod" echo
mode
mode line
mode character
mode xyz
mode -edit
mode i x
send
send ayt
send xyz
send do
send do ?
send dont help
send do echo
send do nosuch
send do S
send do 300
send do -1
send s
? nosuch
? s
z x
S
talk 'commands that are wrong, or need a connection'
unconnected <<'S'
set
set escape
set escape ^X
set escape x
set escape off
display escape
set escape ^?
display escape
set escape ""
set escape \x05
set escape 5
set escape ab
set erase ^H x
set erase
set crmod
set crmod on
set crmod off
set crmod x
set nosuch
set e x
set rlogin ~
set tracefile /nonexistent/x
set tracefile -
set debug
set netdata
set auto
unset
unset netdata
unset escape
unset crmod
unset crmod echo
unset nosuch
unset e
unset tracefile
display tracefile
toggle
toggle crmod
toggle crmod crlf
toggle nosuch
toggle auto
toggle debug
toggle options netdata prettydump termdata
toggle options netdata prettydump termdata
toggle skiprc autoflush autosynch autologin
set localchars off
set localchars
display
S
talk 'set, unset, toggle, display'
unconnected <<'S'
slc
slc check
slc export
slc import
slc nosuch
slc ? x
slc check x
environ
environ list
environ list x
environ define A b
environ define A "b c" d
environ define A "b c"
environ define A 'b "c'
environ define A
environ list
environ export FOO
environ export NOSUCH
environ list
environ unexport FOO
environ undefine FOO
environ undefine NOSUCH
environ send A
environ nosuch
environ un A
environ d X y
environ list
! echo hi
!echo hi there "q  q"
!false
! exit 3
S
same -x 'slc, environ, !' "env -i FOO=bar PATH=\$PATH TERM=vt100 \
	HOME=/nonexistent SHELL=/bin/sh $TALK $telnet_script telnet | sed 's,PATH  *[^\"]*,PATH,'"
unconnected <<'S'
open 127.0.0.1
open -l user 127.0.0.1 26
open -6 localhost 26
open 127.0.0.1 nosuch
open 127.0.0.1 70000
open a b c
open -l
open -b 127.0.0.5 127.0.0.1 26
open -a 127.0.0.1 26
open ?
open help
open nobody.invalid
open 127.0.0.1 -26
open 127.0.0.1 +26
open 'x y' 26
S
talk 'open, in vain'
# What help says of a command is said in our own words: only names and layout are compared.
unconnected <<'S'
?
help
? close send
mode ?
send ?
slc ?
environ ?
S
cat >"$tap_dir/names.sed" <<'S'
s/^(tty "[-a-z?!]+ *\\t).*/\1/
s/^(tty "[-a-z?]+ {2,}).*/\1/
/^tty " {16}/d
/^tty "(close the|close current|send special|transmit)/d
S
same -x 'names and layout of help' "$(telnet_line) | sed -E -f '$tap_dir/names.sed'"
script <<'S'
listen 23
see telnet>
type open localhost\r
accept
hear <DO STATUS>
settle
type \x1d
see telnet>
type open localhost\r
settle
type send nosuch\r
settle
type send will\r
settle
type mode x\r
settle
type mode edit x\r
settle
type close\r
see closed
settle
type open\r
see (to)
type localhost 26\r
see refused
settle
type send ayt\r
settle
type \x04
S
talk 'a session that begins and ends at the prompt'
script <<'S'
listen 23
accept
hear <DO STATUS>
say <WILL ECHO><WILL SGA><DO NAWS><DO NEW-ENVIRON><WILL STATUS><DONT LINEMODE>
hear SE>
settle
cmd mode edit
type isig\r
settle
type mode line\r
hear <DONT ECHO>
settle
cmd send ayt brk ip ao abort eof susp eor nop ga ec el escape
cmd send getstatus
cmd send do echo
cmd send dont echo
cmd send will bin
cmd send wont 200
cmd send synch
cmd send synch ayt
cmd send ip synch
cmd logout
say <WILL LOGOUT>
settle
cmd display
close
S
sed -i '/^hear SE>$/d' "$telnet_script"
talk 'send, everything' localhost
script <<'S'
listen 23
accept
hear <DO STATUS>
say <DO LINEMODE>
settle
stty
say <SB LINEMODE 1 3 SE>
settle
stty
say <SB LINEMODE 1 3 SE><SB LINEMODE 3 0 3 0 SE><SB LINEMODE 3 0 1 0 SE>
settle
say <SB LINEMODE 3 3 2 24 SE>
settle
say <SB LINEMODE 3 3 98 25 10 2 7 99 2 9 30 2 77 SE>
settle
stty
type \x19
hear <DO TM>
say <WILL TM>
settle
type ab\x7fc\x04
hear c
settle
type \x04
hear <EOF>
type \x1a
hear <DO TM>
say <WILL TM>
settle
type \x1c
hear <ABORT>
say <WILL TM>
settle
cmd status
cmd slc check
cmd mode -edit
stty
say <SB LINEMODE 1 6 SE>
settle
stty
say <SB LINEMODE 1 11 SE>
settle
stty
say <SB LINEMODE 1 19 SE>
settle
stty
say <SB LINEMODE 1 31 SE><SB LINEMODE 1 0 SE>
settle
stty
say <SB LINEMODE 2 SE><SB LINEMODE 253 2 1 2 3 SE><SB LINEMODE 252 2 SE><SB LINEMODE 253 2 SE>
settle
say <SB LINEMODE 250 250 SE><SB LINEMODE SE><SB LINEMODE 9 SE><SB LINEMODE 1 SE><SB LINEMODE 3 1 SE>
settle
cmd mode softtabs
cmd mode litecho
cmd set interrupt ^A
cmd set worderase off
cmd mode char
stty
say <DONT LINEMODE>
settle
cmd mode line
say <WONT SGA><DO LINEMODE>
settle
close
S
talk 'LINEMODE, whole' localhost
script <<'S'
listen 25
accept
settle
cmd toggle options
say <DO NAWS><WILL ECHO><WILL SGA>
hear <DO SGA>
settle
say <DO TTYPE><SB TTYPE 1 SE><SB NAWS 0 1 2 3 SE><SB LINEMODE 1 9 SE><SB LINEMODE 1 SE>
settle
say <SB LINEMODE SE><SB LINEMODE 3 9 66 1 10 128 3 11 SE><SB LINEMODE 253 2 9 SE>
settle
say <SB LINEMODE 252 2 SE>
settle
say <SB LINEMODE 7 7 SE><SB LINEMODE 1 31 SE><SB LINEMODE 3 30 227 4 0 3 0 SE>
settle
say <SB NEW-ENVIRON 0 1 SE><SB NEW-ENVIRON 2 0 'A 1 'B 3 'C 2 'D 2 1 1 1 SE><SB TTYPE 0 'a SE>
settle
say <SB TTYPE 9 'a SE><SB TSPEED 0 '1 SE><SB TSPEED 7 SE><SB LFLOW 2 SE><SB LFLOW 3 SE><SB LFLOW SE>
settle
say <SB LFLOW 0 9 SE><SB STATUS 1 SE><SB STATUS 0 251 1 253 3 SE><SB STATUS 7 SE>
settle
say <SB XDISPLOC 0 'x SE><SB XDISPLOC 1 SE><SB 200 SE><SB ECHO 1 2 SE><SB NAWS 1 SE><SB NAWS SE>
settle
say <NOP><GA><AYT><DONT 77>
settle
say <SB NEW-ENVIRON 1 0 'U 'S 'E 'R 3 'F 'O SE><DO 99><WONT 99>
settle
cmd toggle options netdata prettydump
say hello\r\n
settle
type abc
hear c
settle
cmd toggle netdata
cmd toggle termdata
say hello\r\n
settle
type abc
hear abc
settle
cmd toggle termdata
close
S
talk 'traces in words and in bytes' localhost 25
finish
