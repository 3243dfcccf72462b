#!/bin/sh
# A file includes headers of its own folder or of a lower layer; only upper layers know sockets.

. "${0%/*}/../tap.sh"

# Prints each #include of the tree "$1" that the layers forbid.
layers() {
	(cd "$1" && find . \( -path ./tests -o -path ./build -o -path ./bin \) -prune -o \
		-name '*.[ch]' -print | sort | xargs awk '
	BEGIN {
		layer["base"] = 1
		layer["wire"] = 2
		layer["probe"] = layer["sys"] = 3
		layer["xport"] = 4
		system_header = "^(sys/(socket|ioctl|un|capability)|netinet|arpa|net|netpacket" \
			"|linux|netdb|ares|libmnl)[./]"
	}
	FNR == 1 {
		split(FILENAME, part, "/")	# "./lib/LAYER/file" or "./TOOL/file"
		own = part[2] == "lib" ? part[3] : ""
		here = part[2] (own == "" ? "" : "/" own)
		rank = own == "" ? 9 : layer[own]
	}
	function wrong(why) { print FILENAME ":" FNR ": " $0 ": " why }
	/^#[ \t]*include[ \t]*</ {
		split($0, name, /[<>]/)
		if ((rank <= 2 || own == "probe") && name[2] ~ system_header)
			wrong("layer " own " knows no socket")
	}
	/^#[ \t]*include[ \t]*"/ {
		split($0, name, "\"")
		slashes = split(name[2], dir, "/")
		if (slashes == 1 || !(dir[1] in layer)) {
			if ((getline line <(here "/" name[2])) < 0)
				wrong("neither in " here " nor in the library")
			close(here "/" name[2])
		} else if (dir[1] != own && layer[dir[1]] >= rank) {
			wrong("not a lower layer")
		}
	}')
}

# Writes "$2" into the file "$1" and says yes if the layers forbid just that.
forbids() {
	for folder in lib/base lib/wire lib/probe lib/sys lib/xport ping tracepath; do
		mkdir -p "tree/$folder"
	done
	touch tree/lib/base/num.h tree/lib/wire/icmp.h tree/lib/sys/sock.h tree/ping/ping.h
	printf '%s\n' "$2" >"tree/$1"
	layers tree >found
	cat found
	[ "$(wc -l <found)" = 1 ]
}

t 'includes follow the layers' 'layers "$TOP" >found; cat found; [ ! -s found ]'
t 'a higher layer is caught' 'forbids lib/base/num.c "#include \"wire/icmp.h\""'
t 'a layer beside is caught' 'forbids lib/probe/engine.c "#include \"sys/sock.h\""'
t 'another tool is caught' 'forbids tracepath/main.c "#include \"ping.h\""'
t 'another tool by its folder is caught' 'forbids tracepath/main.c "#include \"ping/ping.h\""'
t 'a socket header below sys is caught' 'forbids lib/wire/icmp.c "#include <netinet/ip_icmp.h>"'
t 'a socket header in probe is caught' 'forbids lib/probe/engine.c "#include <sys/socket.h>"'
t 'a lower layer and the own folder are allowed' '
	! forbids lib/xport/icmp.c "#include \"wire/icmp.h\"" &&
	! forbids ping/main.c "#include \"ping.h\"" && [ ! -s found ]'
finish
