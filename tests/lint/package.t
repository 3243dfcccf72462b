#!/bin/sh
# The Debian package of what is built, and Alpine's: which files each has.

. "${0%/*}/../tap.sh"
need_tool make dpkg-deb dpkg-gencontrol dpkg-shlibdeps strip gzip

pages=$(cd "$TOP" && for page in */*.8.in; do name=${page##*/} && echo "${name%.8.in}"; done)
# Which of our own names others' programs have, too.
taken='ping tracepath ifstat'

# What the package must have: a line a file, its place and its kind.
expected() {
	for main in "$TOP"/*/main.c; do
		program=${main%/main.c}
		echo "- usr/libexec/rungs/${program##*/}"
		case " $taken " in
		*" ${program##*/} "*) ;;
		*) echo "l usr/bin/${program##*/}" ;;
		esac
	done
	for name in $pages; do
		share=usr/share/rungs zsh=site-functions
		case " $taken " in
		*" $name "*) ;;
		*) [ ! -d "$TOP/$name" ] || share=usr/share zsh=${1:-$zsh} ;;
		esac
		echo "l usr/libexec/rungs/classic/$name"
		echo "- $share/man/man8/$name.8${2-}"
		echo "- $share/bash-completion/completions/$name"
		echo "- $share/fish/vendor_completions.d/$name.fish"
		echo "- $share/zsh/$zsh/_$name"
	done
	echo 'l usr/libexec/rungs/share'
	echo "- usr/share/man/man7/rungs.7${2-}"
}
# Licences and news come on top of it.
extra='usr/share/doc/rungs/\|usr/share/licenses/'

t 'the Debian package has all programs, names, pages and completions, and nothing more' '
	"$TOP/tests/packaging/deb" "$PWD" && dpkg-deb -c rungs_*.deb |
	sed -n "s,^\([-l]\)[^ ]* root/root .* \./\([^ ]*\).*,\1 \2,p" | grep -v "$extra" |
		LC_ALL=C sort >got &&
	expected vendor-completions .gz | LC_ALL=C sort >want && [ -s want ] && diff want got'
t 'its libraries are depended on, its permissions asked for, its licence and news there' '
	dpkg-deb -f ../1/rungs_*.deb Depends | tee depends | grep "libc6 (>=.*libssl3" &&
	grep "libcap2-bin" depends && dpkg-deb --ctrl-tarfile ../1/rungs_*.deb | tar xf - &&
	grep "in ping tracepath mtuprobe; do" postinst && sh -n postinst && ! grep @ postinst &&
	(cd ../1/root && md5sum -c --quiet ../../2/md5sums) &&
	ls ../1/root/usr/share/doc/rungs >docs && cat docs &&
	[ "$(grep -c "^copyright$\|^changelog.gz$\|^README" docs)" = 4 ]'
t 'links in it lead to what is in it' '
	[ -z "$(find ../1/root -xtype l)" ] &&
	../1/root/usr/libexec/rungs/classic/telnet --help=usage | grep telnet'
t 'the recipe for Alpine, followed but for the compiler, has the same, its texts apart' '
	"$TOP/tests/packaging/apk" "$PWD" >/dev/null && MAKEFLAGS=n RUNGS_BUILD=$BUILD \
		RUNGS_BIN=$BIN "$TOP/tests/packaging/abuild" "$PWD" >log 2>&1 || {
		tail log
		exit 1
	}
	find pkg/*/usr ! -type d -printf "%y %p\n" | sed "s/^f/-/; s, pkg/[^/]*/, ," |
		grep -v "$extra" | LC_ALL=C sort >got &&
	expected site-functions .gz | sed "/rungs\/man/s/\.gz//" | LC_ALL=C sort >want &&
	diff want got && [ -s pkg/rungs-doc/usr/share/licenses/rungs/LICENSE ] &&
	[ -z "$(find pkg/rungs -name "*.[78]*")" ] && ls pkg/rungs/usr/libexec/rungs/ping &&
	! grep "@[A-Z]*@" APKBUILD rungs.post-install'
t 'what Alpine runs after it, names programs that are there' '
	mkdir bin && printf "%s\n" "#!/bin/sh" "[ -x \"../4/pkg/rungs\$2\" ] && echo \$2" \
		>bin/setcap && chmod 755 bin/setcap &&
	PATH=$PWD/bin:$PATH sh ../4/rungs.post-install >out 2>&1; cat out
	[ "$(grep -c "^/usr/libexec/rungs/[a-z]*$" out)" = 3 ] && [ "$(wc -l <out)" = 3 ]'
finish
