/* What `toggle options`, `netdata` and `termdata` print: the protocol in words, bytes in hex. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/prog.h"
#include "telnet.h"

#define ROW 16		/* bytes in a line */

bool trace_open(struct telnet *t, const char *name)
{
	trace_close(t);
	if (strcmp(name, "-") == 0)
		return true;
	t->trace_fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (t->trace_fd < 0)
		return false;
	t->trace_name = strdup(name);
	return true;
}

void trace_close(struct telnet *t)
{
	if (t->trace_fd >= 0)
		close(t->trace_fd);
	t->trace_fd = -1;
	free(t->trace_name);
	t->trace_name = NULL;
}

static void flush(struct telnet *t, struct obuf *o)
{
	size_t done = 0;

	if (t->trace_fd < 0)
		queue_add(&t->tty, o->p, o->len);
	while (t->trace_fd >= 0 && done < o->len) {
		ssize_t n = write(t->trace_fd, o->p + done, o->len - done);

		if (n < 0 && errno != EINTR) {
			warn_errno("%s", t->trace_name);
			trace_close(t);
		} else if (n > 0) {
			done += (size_t)n;
		}
	}
	ob_close(o);
}

/* A terminal in a session is raw. */
static void end_line(const struct telnet *t, struct obuf *o)
{
	ob_str(o, t->trace_fd < 0 ? "\r\n" : "\n");
}

static void option(struct obuf *o, uint8_t what)
{
	if (option_name(what))
		ob_str(o, option_name(what));
	else
		ob_u(o, what);
}

void trace_option(void *arg, bool sent, uint8_t verb, uint8_t what)
{
	struct telnet *t = arg;
	struct obuf o;

	if (!t->on.options)
		return;
	ob_open(&o, -1);
	ob_str(&o, sent ? "SENT " : "RCVD ");
	if (verb) {
		ob_str(&o, command_name(verb));
		ob_c(&o, ' ');
		option(&o, what);
	} else {
		ob_str(&o, "IAC ");
		if (command_name(what))
			ob_str(&o, command_name(what));
		else
			ob_u(&o, what);
	}
	end_line(t, &o);
	flush(t, &o);
}

static void hex(struct obuf *o, const uint8_t *p, size_t n, bool pretty)
{
	for (size_t i = 0; i < n; i++) {
		if (pretty)
			ob_c(o, p[i] == TC_IAC ? '*' : ' ');
		ob_hex(o, p[i], 2);
	}
}

void trace_data(struct telnet *t, char direction, const uint8_t *p, size_t n)
{
	struct obuf o;

	ob_open(&o, -1);
	for (size_t i = 0; i < n; i += ROW) {
		ob_c(&o, direction);
		ob_str(&o, " 0x");
		ob_hex(&o, i, 0);
		ob_c(&o, '\t');
		hex(&o, p + i, n - i < ROW ? n - i : ROW, t->on.prettydump);
		end_line(t, &o);
	}
	flush(t, &o);
}

/* Bytes that no rule explains. */
static void rest(struct obuf *o, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ob_num(o, " ", p[i], "");
}

static void too_many(struct obuf *o, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ob_num(o, " ?", p[i], "?");
}

static void is_or_send(struct obuf *o, const char *name, const uint8_t *p, size_t n, bool quoted)
{
	ob_str(o, name);
	if (p[0] == 0) {
		ob_str(o, quoted ? " IS \"" : " IS ");
		ob_esc(o, p + 1, n - 1);
		ob_str(o, quoted ? "\"" : "");
	} else if (p[0] == 1) {
		ob_str(o, " SEND");
	} else if (quoted) {
		ob_num(o, " - unknown qualifier ", p[0], " (0x");
		ob_hex(o, p[0], 0);
		ob_str(o, ").");
	} else {
		ob_num(o, " ", p[0], " (unknown)");
		rest(o, p + 1, n - 1);
	}
}

static void window(struct obuf *o, const uint8_t *p, size_t n)
{
	ob_str(o, "NAWS");
	for (size_t i = 0; i < n && i < 4; i += 2) {
		if (i + 1 == n) {
			too_many(o, p + i, 1);
			return;
		}
		ob_num(o, " ", p[i], "");
		ob_num(o, " ", p[i + 1], " (");
		ob_u(o, (uint64_t)p[i] << 8 | p[i + 1]);
		ob_c(o, ')');
	}
	if (n > 4)
		too_many(o, p + 4, n - 4);
}

static void flow(struct obuf *o, const uint8_t *p, size_t n)
{
	static const char names[][14] = { " OFF", " ON", " RESTART-ANY", " RESTART-XON" };

	ob_str(o, "TOGGLE-FLOW-CONTROL");
	if (p[0] < 4)
		ob_str(o, names[p[0]]);
	else
		ob_num(o, " ", p[0], " (unknown)");
	too_many(o, p + 1, n - 1);
}

static void variables(struct obuf *o, const uint8_t *p, size_t n)
{
	static const char what[][6] = { "IS ", "SEND ", "INFO " };
	static const char kinds[][10] = { "VAR ", "VALUE ", "ESC ", "USERVAR " };
	bool quoted = false;

	ob_str(o, "NEW-ENVIRON ");
	if (p[0] > 2)
		return;
	ob_str(o, what[p[0]]);
	for (size_t i = 1; i < n; i++) {
		bool text = p[i] > 3;

		if (quoted != text)
			ob_str(o, text ? "\"" : "\" ");
		quoted = text;
		if (text)
			ob_esc(o, p + i, 1);
		else
			ob_str(o, kinds[p[i]]);
	}
	if (quoted)
		ob_c(o, '"');
}

static void status(const struct telnet *t, struct obuf *o, const uint8_t *p, size_t n)
{
	ob_str(o, "STATUS");
	if (p[0] == 1)
		ob_str(o, " SEND");
	else if (p[0])
		ob_num(o, " ", p[0], " (unknown)");
	if (p[0])
		return;
	ob_str(o, " IS");
	end_line(t, o);
	for (size_t i = 1; i < n; i++) {
		if (p[i] < TC_WILL || p[i] > TC_DONT || i + 1 == n) {
			ob_num(o, " ", p[i], "");
			continue;
		}
		ob_c(o, ' ');
		ob_str(o, command_name(p[i]));
		ob_c(o, ' ');
		option(o, p[++i]);
		end_line(t, o);
	}
}

static void modes(struct obuf *o, unsigned v)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ MODE_EDIT, "EDIT" },		{ MODE_TRAPSIG, "TRAPSIG" },
		{ MODE_SOFT_TAB, "SOFT_TAB" },	{ MODE_LIT_ECHO, "LIT_ECHO" },
		{ MODE_ACK, "ACK" },
	};
	bool first = true;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!(v & names[i].bit))
			continue;
		ob_str(o, first ? "" : "|");
		ob_str(o, names[i].name);
		first = false;
	}
	if (first)
		ob_c(o, '0');
}

static void characters(struct obuf *o, const uint8_t *p, size_t n)
{
	static const char *const levels[] = { "NOSUPPORT", "CANTCHANGE", "VARIABLE", "DEFAULT" };
	static const char flags[][10] = { "|ACK", "|FLUSHIN", "|FLUSHOUT" };

	ob_str(o, "SLC");
	for (; n >= 3; p += 3, n -= 3) {
		ob_c(o, ' ');
		if (slc_name(p[0]))
			ob_str(o, slc_name(p[0]));
		else
			ob_u(o, p[0]);
		ob_c(o, ' ');
		ob_str(o, levels[p[1] & 3]);
		for (unsigned i = 0; i < 3; i++)
			if (p[1] & 128u >> i)
				ob_str(o, flags[i]);
		ob_num(o, " ", p[2], ";");
	}
	too_many(o, p, n);
}

static void linemode(struct obuf *o, const uint8_t *p, size_t n)
{
	ob_str(o, "LINEMODE ");
	if (p[0] == 1 && n == 1) {
		ob_str(o, "MODE (no mode?\?\?)");
	} else if (p[0] == 1) {
		ob_str(o, "MODE ");
		modes(o, p[1]);
		too_many(o, p + 2, n - 2);
	} else if (p[0] == 3) {
		characters(o, p + 1, n - 1);
	} else if (n > 1 && p[0] >= TC_WILL && p[0] <= TC_DONT && p[1] == 2) {
		ob_str(o, command_name(p[0]));
		ob_str(o, " Forward Mask");
		rest(o, p + 2, n - 2);
	} else {
		ob_num(o, "", p[0], " (unknown)");
		rest(o, p + 1, n - 1);
	}
}

/* An option without anything behind it. */
static void empty(struct obuf *o, uint8_t what)
{
	static const char *const long_names[] = {
		[TO_STATUS] = "STATUS",		   [TO_TTYPE] = "TERMINAL-TYPE",
		[TO_NAWS] = "NAWS",		   [TO_TSPEED] = "TERMINAL-SPEED",
		[TO_LFLOW] = "TOGGLE-FLOW-CONTROL", [TO_LINEMODE] = "LINEMODE ",
		[TO_XDISPLOC] = "X-DISPLAY-LOCATION", [TO_NEW_ENVIRON] = "NEW-ENVIRON ",
	};

	if (what < sizeof(long_names) / sizeof(*long_names) && long_names[what]) {
		ob_str(o, long_names[what]);
		ob_str(o, " (empty suboption?\?\?)");
	} else {
		option(o, what);
		ob_str(o, " (unknown)");
	}
}

static void full(const struct telnet *t, struct obuf *o, const uint8_t *p, size_t n)
{
	switch (p[0]) {
	case TO_TTYPE:
		is_or_send(o, "TERMINAL-TYPE", p + 1, n - 1, true);
		break;
	case TO_TSPEED:
		is_or_send(o, "TERMINAL-SPEED", p + 1, n - 1, false);
		break;
	case TO_XDISPLOC:
		is_or_send(o, "X-DISPLAY-LOCATION", p + 1, n - 1, true);
		break;
	case TO_NAWS:
		window(o, p + 1, n - 1);
		break;
	case TO_LFLOW:
		flow(o, p + 1, n - 1);
		break;
	case TO_NEW_ENVIRON:
		variables(o, p + 1, n - 1);
		break;
	case TO_STATUS:
		status(t, o, p + 1, n - 1);
		break;
	case TO_LINEMODE:
		linemode(o, p + 1, n - 1);
		break;
	default:
		option(o, p[0]);
		ob_str(o, " (unknown)");
		rest(o, p + 1, n - 1);
		break;
	}
}

void trace_sub(struct telnet *t, bool sent, const uint8_t *p, size_t n)
{
	struct obuf o;

	if (!t->on.options)
		return;
	ob_open(&o, -1);
	ob_str(&o, sent ? "SENT IAC SB " : "RCVD IAC SB ");
	if (!n)
		ob_str(&o, "(Empty suboption?\?\?)");
	else if (n == 1)
		empty(&o, p[0]);
	else
		full(t, &o, p, n);
	end_line(t, &o);
	flush(t, &o);
}
