# Makes equal what varies between two runs of openssl s_client: reads one stream of a run and prints
# each line behind a mark. What has not the right form stays as it is, and so differs.
#
# -v mark=CHARACTER

# The thread of an error.
/^[0-9A-F]+:error:[0-9A-F]+:/ && length($0) > 16 { sub(/^[0-9A-F]+:/, "THREAD:") }
# Secrets, and what was drawn by lot.
/^    (Session-ID|Master-Key|Resumption PSK|Keying material): [0-9A-F]+$/ { sub(/: .*/, ": HEX") }
/^    Start Time: [0-9]+$/ { sub(/[0-9]+$/, "SECONDS") }
/^ *[0-9a-f]+ - ([0-9a-f][0-9a-f][- ])+/ { sub(/ - .*/, " - BYTES") }
/^    ([0-9a-f][0-9a-f] ?)+$/ { gsub(/[0-9a-f][0-9a-f]/, "XX") }
/^ +(gmt_unix_time|random_bytes|session_id|key_exchange:|Signature|verify_data) *[(=]/ {
	sub(/[=:] ?(0x)?[0-9A-F]+$/, "=HEX")
}
/\(len=[0-9]+\): [0-9A-F]+$/ && length($NF) >= 32 { sub(/[0-9A-F]+$/, "HEX") }
/^(read from|write to) 0x[0-9a-f]+ \[0x[0-9a-f]+\] / { gsub(/0x[0-9a-f]+[ \]]/, "POINTER ") }

# What does not end in a newline ends in "<end>"; the last line that does is followed by it alone.
{
	if ($0 == "<end>")
		exit
	print mark show($0)
}
