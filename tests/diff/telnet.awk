# Shows one stream of a run of telnet, or of tests/lab/talk around it: each line behind a mark.
#
# -v mark=CHARACTER
#
# Left out of both: what has to do with authentication and encryption, which ours does not know;
# why one address of several failed, which ours says in other words (telnet_args.t compares them).

{
	if ($0 == "<end>")
		exit
}
# What should have happened and did not is a failure even if it happened to both.
/^LATE: / {
	print mark $0 " (" FILENAME ")"
	next
}
/^Connection failed: / || /^tty "Connection failed: / || /: connect to address / { next }
/SENT (DO|WILL|WONT) (ENCRYPT|AUTHENTICATION)/ { next }
/resp (DO_DONT|WILL_WONT) (ENCRYPT|AUTHENTICATION)/ || /want (DO  |WILL) ENCRYPT/ { next }
/authdebug|autoencrypt|autodecrypt|verbose_encrypt|encdebug|rawdata/ { next }
{
	gsub(/<WILL AUTHENTICATION>/, "")
	gsub(/<DO ENCRYPT><WILL ENCRYPT>/, "")
	if ($0 != "net \"\"")
		print mark show($0)
}
