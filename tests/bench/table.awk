# Lays bench.tsv out as a table for people: medians, spreads, ratios, and what was aimed at.

function value(what, measure) {
	return v[part, where, what, measure]
}

function cell(number, format) {
	return number == "" ? "-" : sprintf(format, number)
}

function ratio(what, to, measure) {
	if (value(to, measure) == "")
		return "-"
	return sprintf("%.2f", value(what, measure) / value(to, measure))
}

function spread(what) {
	return 100 * (value(what, "high_us") - value(what, "low_us")) / value(what, "wall_us")
}

function head(title, columns,    i, n, name) {
	printf "\n%-32s", title
	n = split(columns, name, ",")
	for (i = 1; i <= n; i++)
		printf " %9s", name[i]
	print ""
}

# What was aimed at: `is` at most `limit`, or at least.  Two rows of which one was much disturbed
# decide nothing.
function aim(text, how, limit, is, met, one, other) {
	if (is == "-")
		return
	if (one != "" && (spread(one) > 20 || spread(other) > 20))
		met = "unsure: others were at work"
	else
		met = met ? "met" : "missed"
	printf "  aim: %s at %s %.2f: %.2f, %s\n", text, how, limit, is, met
}

function at_most(limit, text, is, one, other) {
	aim(text, "most", limit, is, is <= limit, one, other)
}

function at_least(limit, text, is, one, other) {
	aim(text, "least", limit, is, is >= limit, one, other)
}

function flood(    i, n, names, what) {
	if (value("floor", "wall_us") == "")
		return
	print path[where]
	n = split("floor,rungs,iputils", names, ",")
	for (i = 1; i <= n; i++) {
		what = names[i]
		if (value(what, "wall_us") == "")
			continue
		printf "  %-30s %9.3f %8.0f%% %9s %9s %9.3f %9s %9s %9s\n", title[what],
			value(what, "wall_us"), spread(what), ratio(what, "floor", "wall_us"),
			ratio(what, "iputils", "wall_us"), value(what, "cpu_us"),
			ratio(what, "iputils", "cpu_us"), cell(value(what, "instructions"), "%d"),
			cell(value(what, "peak_kib"), "%d")
	}
	at_most(1.03, "time to the floor's", ratio("rungs", "floor", "wall_us"), "rungs", "floor")
	at_most(1, "CPU time to iputils'", ratio("rungs", "iputils", "cpu_us"))
}

# What is shown beside the truth.
function bias(what) {
	return value(what, "avg_us") - value("truth", "avg_us")
}

function size(x) {
	return x < 0 ? -x : x
}

function trip(    i, n, names, what) {
	if (value("truth", "avg_us") == "" || value("rungs", "avg_us") == "")
		return
	print path[where]
	n = split("truth,rungs,iputils", names, ",")
	for (i = 1; i <= n; i++) {
		what = names[i]
		if (value(what, "avg_us") != "")
			printf "  %-30s %9.1f %9.1f %9.1f\n", title[what], value(what, "min_us"),
				value(what, "avg_us"), bias(what)
	}
	if (value("iputils", "avg_us") != "")
		at_most(0.5, "bias to iputils'", size(bias("rungs") / bias("iputils")))
}

function start(    i, n, names, what, peer) {
	if (value("rungs, dynamic", "wall_us") == "")
		return
	print path[where]
	peer = "iputils, dynamic"
	n = split("dynamic,static-glibc,static-musl", names, ",")
	for (i = 1; i <= 2 * n + 1; i++) {
		what = (i % 2 ? "empty, " : "rungs, ") names[int((i + 1) / 2)]
		if (i > 2 * n)
			what = peer
		if (value(what, "wall_us") == "")
			continue
		printf "  %-30s %9.0f %8.0f%% %9s %9.0f %9s %9s\n", what, value(what, "wall_us"),
			spread(what), ratio(peer, what, "wall_us"), value(what, "cpu_us"),
			cell(value(what, "instructions"), "%d"), cell(value(what, "peak_kib"), "%d")
	}
	if (value(peer, "wall_us") == "")
		return
	at_least(1.4, "dynamic, times faster", ratio(peer, "rungs, dynamic", "wall_us"),
		"rungs, dynamic", peer)
	at_least(4, "static musl, times faster", ratio(peer, "rungs, static-musl", "wall_us"))
}

BEGIN {
	FS = "\t"
	path["raw"] = "loopback"
	path["veth"] = "veth pair"
	path["datagram"] = "loopback, datagram sockets"
	title["floor"] = "floor: sendmmsg, recvmmsg"
	title["truth"] = "kernel stamp to kernel stamp"
	title["rungs"] = "rungs"
	title["iputils"] = "iputils"
}

NR > 1 {
	v[$1, $2, $3, $4] = $5
}

END {
	part = "system"
	where = "-"
	printf "rungs %s, iputils %s, %s, %d processors\n", value("rungs", "version"),
		cell(value("iputils", "version"), "%s"), value("kernel", "version"),
		value("processors", "count")
	n = split("raw veth datagram", paths, " ")
	part = "flood"
	head("Flood of 100,000, us a packet",
		"time,spread,to floor,to peer,CPU time,to peer,instruct.,peak KiB")
	for (i = 1; i <= n; i++) {
		where = paths[i]
		flood()
	}
	part = "trip"
	head("Round trip shown, idle path, us", "min,avg,bias")
	for (i = 1; i <= n; i++) {
		where = paths[i]
		trip()
	}
	part = "start"
	head("Start-up: -c 1 127.0.0.1, us",
		"time,spread,faster,CPU time,instruct.,peak KiB")
	for (i = 1; i <= n; i++) {
		where = paths[i]
		start()
	}
	print ""
}
