# Tables of what short runs cost: reads the numbers that starts.sh collected. END rules beside it say
# what is shown.

NR > 1 {
	if (!(($1, $2) in seen))
		order[$1] = order[$1] "\t" $2
	seen[$1, $2] = 1
	v[$1, $2, $3] = $4
}

# How many times as much the other needs.
function ratio(part, what, to, measure) {
	if (!v[part, what, measure] || !v[part, to, measure])
		return "-"
	return sprintf("%.2f", v[part, to, measure] / v[part, what, measure])
}

function spread(part, what) {
	return 100 * (v[part, what, "high_us"] - v[part, what, "low_us"]) / v[part, what, "wall_us"]
}

# One table; the column PEER has the time of that program as a multiple.
function show(part, peer, title,    i, n, names, what) {
	printf "\n%-32s %9s %9s %9s %9s %9s %9s\n", title, "time, us", "spread", "CPU, us",
		peer, "instruct.", "peak KiB"
	n = split(substr(order[part], 2), names, "\t")
	for (i = 1; i <= n; i++) {
		what = names[i]
		printf "  %-30s %9.0f %8.0f%% %9.0f %9s %9s %9d\n", what, v[part, what, "wall_us"],
			spread(part, what), v[part, what, "cpu_us"],
			ratio(part, what, peer, "wall_us"),
			(v[part, what, "instructions"] == "" ? "-" : v[part, what, "instructions"]),
			v[part, what, "peak_kib"]
	}
}

function aim(part, to, measure, limit, text,    r) {
	r = ratio(part, "rungs, dynamic", to, measure)
	if (r != "-")
		printf "  aim: %s %s, at least %.2f: %s, %s\n", to, text, limit, r,
			(r + 0 >= limit ? "met" : "missed")
}

function within(part, measure, limit,    value) {
	value = v[part, "rungs, dynamic", measure]
	if (value != "")
		printf "  aim: %s at most %d: %d, %s\n", measure, limit, value,
			(value <= limit ? "met" : "missed")
}
