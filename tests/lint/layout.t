#!/bin/sh
# Every source is laid out as .clang-format says; `make format` does it.

. "${0%/*}/../tap.sh"
need_tool clang-format

# Other versions break some lines elsewhere.
case $(clang-format --version) in
*'version 14.'*) ;;
*) skip_all 'needs clang-format 14' ;;
esac

# shellcheck disable=SC2046  # one word a file
t 'every source is laid out' '
	cd "$TOP" && tests/lint/format $(find . \( -path ./bin -o -path ./build \) -prune -o \
		-name "*.[ch]" -print)'
t 'a wrong indentation is caught, a trailing comment aligned by hand is not' '
	cp "$TOP/.clang-format" . && printf "int f(void)\n{\n\treturn 0;\t\t/* none */\n}\n" >f.c &&
	"$TOP/tests/lint/format" f.c && sed -i "s/^\t/\t\t/" f.c && ! "$TOP/tests/lint/format" f.c'
finish
