#!/bin/sh
# telnet in a session on a terminal: lines, characters, options, terminal modes, special characters.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/telnet_lab.sh"

# The guide: a mail server and an SSH server that are there, left by the prompt.
for banner in '220 server.example.com ESMTP Postfix' 'SSH-2.0-OpenSSH_5.3'; do
	script <<-EOT
		listen 25
		accept
		say $banner\r\n
		see $banner
		settle
		cmd quit
		wait
	EOT
	talk "the guide's session: $banner" localhost 25
done
script <<'S'
listen 25
stty
accept
settle
stty
type abc\x7fd\r
hear \n
settle
type ab\x17cd\x15ef\x12gh\x16\x04i\r
hear \n
settle
type part\x04
hear part
settle
type \x04
hear \x04
settle
type x\x0fy\r
hear y
settle
close
S
talk 'old line by line: a line edited, end of file' localhost 25
script <<'S'
listen 25
accept
settle
type abc\x03
hear <IP>
settle
say not shown\r\n
settle
say <WONT TM>ok\r\n
settle
type \x1c
hear <DO TM>
say <WILL TM>ok2\r\n
see ok2
type abc\x1adef\r
hear def
settle
type \x1d
see telnet>
type \x03
settle
type \x1c
settle
type close\r
S
talk 'interrupt, quit and suspend are sent, and output is flushed' localhost 25
script <<'S'
listen 23
accept
hear <DO STATUS>
settle
say <WILL ECHO><WILL SGA><DO TTYPE><DO NAWS><DO TSPEED><DO LFLOW><DO NEW-ENVIRON><WILL STATUS>
settle
say <DONT LINEMODE><DO XDISPLOC><DO BINARY><DO OLD-ENVIRON><DO STATUS><DO TM><DO ECHO><DO SNDLOC>
settle
say <DO SGA><DO 200><WILL 200><WILL TM><WILL BINARY><WILL TTYPE><WILL NAWS><WILL LINEMODE>
settle
say <WILL EOROPT><DO EOROPT><DO LOGOUT><WILL LOGOUT><DO ECHO><DONT NAWS><DONT 200><WONT 200>
settle
stty
type abc\x03\x1c\x1a\x04\x05\x7f\x15\x0f\x11\x13\r
hear \r
settle
type \x11
settle
say <SB TTYPE 1 SE><SB TSPEED 1 SE><SB LFLOW 1 SE><SB NEW-ENVIRON 1 SE><SB XDISPLOC 1 SE>
settle
say <SB STATUS 1 SE><SB OLD-ENVIRON 1 SE><SB NAWS 1 SE><SB TTYPE 1 SE>
settle
say <SB TTYPE 1 SE><SB TTYPE 0 97 SE><SB TTYPE SE><SB SE><SB 200 1 2 SE>
settle
say <SB LFLOW 0 SE>
settle
stty
say <SB LFLOW 1 SE>
settle
stty
say <WONT ECHO>
hear <DONT ECHO>
settle
stty
say <WONT SGA>
hear <DONT SGA>
settle
stty
say <WILL SGA>
hear <DO SGA>
settle
stty
say x\ry\r\0z\r\n\nq
see q
settle
say <NOP><GA><DM><AYT><BRK><IP><AO><EC><EL><EOR><EOF><SUSP><ABORT><IAC>
settle
close
S
talk 'every option, as servers ask for them' localhost
script <<'S'
listen 23
accept
hear <DO STATUS>
say <DO NAWS>
hear <SB NAWS 0 80 0 24 SE>
size 30 100
hear <SB NAWS 0 100 0 30 SE>
size 0 100
hear <SB NAWS 0 100 0 0 SE>
size 300 258
hear <SB NAWS 1 2 1 44 SE>
size 255 255
settle
cmd status
close
S
talk 'the window is resized' localhost
script <<'S'
listen 23
accept
hear <DO STATUS>
say <WILL STATUS>
settle
stty
cmd status
say a\r\nb\rc\r\0d\ne
see e
settle
say <WILL SGA>
settle
stty
type x\ry\nz
hear z
settle
say a\r\nb\rc\r\0d\nf
see f
settle
say <WILL ECHO>
hear <DO ECHO>
settle
stty
type x\ry\nz\xff\0
hear \0
settle
say a\r\nb\rc\r\0d\ng
see g
settle
cmd toggle crmod
say a\r\nb\rc\r\0d\nh
see h
settle
cmd toggle crlf
type x\ry\nz\xff\0
hear \0
settle
cmd mode line
stty
type x\rab\n
hear ab
settle
cmd mode char
stty
cmd set escape ^A
type \x1d
hear \x1d
type \x01
see telnet>
type unset escape\r
settle
type \x01
hear \x01
reset
S
talk 'CR, LF, NUL and 255, both ways, in every mode' localhost
script <<'S'
listen 23
accept
hear <DO STATUS>
say <WILL ECHO><WILL SGA>
hear <DO ECHO>
type ~x\r
hear \r
type ~~y\r
hear y
settle
type \x1dz
hear z
settle
type \r
hear \r
type ~\x1d
see telnet>
type status\r
see escape
S
sed -i 's/^see escape$/see Escape/' "$telnet_script"
cat >>"$telnet_script" <<'S'
settle
type \r
hear \r
type ~.
S
talk 'as rlogin has it' -r localhost
script <<'S'
listen 25
accept
settle
type \x1d\r
settle
type \x18
settle
type status\r
settle
close
S
talk 'no escape character' '-E localhost 25'
talk 'another escape character' '-e ^X localhost 25'
talk 'none by an empty one' "-e '' localhost 25"
talk 'another one for rlogin' "-r -e '^]' localhost 25"
for option in -8 -L; do
	script <<-'S'
		listen 23
		accept
		hear <DO STATUS>
		settle
		say <WILL BINARY>
		settle
		say <DO BINARY>x\r\ny\rz\r\0
		settle
		stty
		type a\r
		hear a
		settle
		close
	S
	talk "binary from the start: $option" "$option localhost"
done
script <<'S'
listen 23
accept
hear <DO STATUS>
say <WILL ECHO><WILL SGA>abc
see abc
settle
urgent def<DM>
say ghi\r\n
see ghi
urgent x
say more<DM>y
see y
settle
reset
S
talk 'urgent data: what is older than the data mark is thrown away' localhost
script <<'S'
listen 23
accept
hear <DO STATUS>
say <DO NEW-ENVIRON><DO OLD-ENVIRON>
hear <WONT OLD-ENVIRON>
say <SB NEW-ENVIRON 1 SE>
hear SE>
settle
say <SB NEW-ENVIRON 1 0 SE><SB NEW-ENVIRON 1 3 SE><SB NEW-ENVIRON 1 0 'U 'S 'E 'R 0 'J 'O 'B SE>
settle
cmd environ define X "a\x01b\x02c\xff"
cmd environ define Y y
cmd environ unexport Y
cmd environ export FOO
say <SB NEW-ENVIRON 1 3 SE><SB NEW-ENVIRON 1 SE><SB NEW-ENVIRON 0 1 SE><SB NEW-ENVIRON 2 2 SE>
settle
say <SB NEW-ENVIRON SE><SB NEW-ENVIRON 1 3 'Y 3 'X 2 0 3 'F 'O 'O SE>
settle
cmd environ send X
cmd environ send Y
cmd environ send NONE
close
S
sed -i '/^hear SE>$/d' "$telnet_script"
diff_world="$diff_world FOO=bar USER=joe"
talk 'variables are told as far as they are exported' localhost
talk 'the name of the user' '-l bob localhost'
talk 'the name of who calls it' '-a localhost'

# The characters that only ours knows, or knows better.
script <<'S'
listen 25
accept
settle
type \x05\r
hear \n
settle
type secret\r
hear secret
settle
type \x05\r
hear \n
settle
type shown\r
hear shown
settle
close
S
talk_but 'the echo character works, as the manual says' localhost 25 <<'W'
# In the oracle it never switches the echo off.
-|tty "secret\r\n"
-|tty "^E\r\n"
W
script <<'S'
listen 23
accept
hear <DO STATUS>
say <WILL ECHO><WILL SGA><DONT LINEMODE>
hear <DO ECHO>
settle
cmd set localchars
type \x03\x1c\x1a\x0f\x7f\x15\x14
settle
say lost<WILL TM>shown
settle
cmd toggle autosynch
type a\x03b
hear b
settle
close
S
talk_but 'localchars works without lines, as the manual says' localhost <<'W'
# In the oracle it is shown as true, but nothing is recognized.
-|net "\x03\x1c\x1a\x0f\x7f\x15\x14"
+|net "<IP><DO TM><BRK><DO TM><SUSP><DO TM><AO><DO TM><EC><EL><AYT>"
-|tty "lostshown"
+|tty "shown"
-|net "a\x03b"
+|net "a<IP><DO TM>{mark}<DM>b"
W
script <<'S'
listen 25
accept
say 220 \e]0;evil\a \x9b31m\x7f caf\xc3
settle
say \xa9\r\n
settle
say a\r
settle
say \nb\r\n
settle
close
S
talk_but 'controls of a server that is no TELNET server are shown' localhost 25 <<'W'
# They would act on the terminal. And CR LF in two pieces is one line end.
-|tty "220 \e]0;evil\x07 \x9b31m\x7f caf\xc3"
+|tty "220 \\033]0;evil\x07 \\23331m\\177 caf"
-|tty "\xa9\r\n"
+|tty "\xc3\xa9\r\n"
-|tty "a\r"
+|tty "a"
W
finish
