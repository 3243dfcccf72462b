#!/bin/sh
# ifstat's texts and messages: transcripts of a network that has nothing but loopback, its help, its
# changes and refusals. (The guide's example needs hardware: tests/unit/ifstat/text_test.c.)

. "${0%/*}/../tap.sh"
. "$TOP/tests/golden/golden.sh"
[ -x "$BIN/ifstat" ] || skip_all "not built: $BIN/ifstat"

golden_path "$BIN/ifstat" && ln -s ifstat "$golden_dir/bin/ifconfig"
golden "$TOP/tests/golden/ifstat/help"
for file in loopback words; do
	if golden_net; then
		golden "$TOP/tests/golden/ifstat/$file"
	else
		skip "$file" 'a network of its own is not permitted here'
	fi
done
finish
