/* BSD syslog (RFC 3164): <priority>message. */
#include "hex.h"
#include "print.h"

static const struct bind syslog_on[] = { { BY_UDP, 514, 51 }, { 0 } };

static const char *const severities[8] = {
	"emergency", "alert", "critical", "error", "warning", "notice", "info", "debug",
};

static const char *const facilities[] = {
	"kernel", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron",
	"authpriv", "ftp", "ntp", "security", "console", "cron", "local0", "local1", "local2",
	"local3", "local4", "local5", "local6", "local7",
};

#define FACILITIES (sizeof(facilities) / sizeof(facilities[0]))
#define DIGITS 3

static void facility_text(unsigned facility, struct obuf *o)
{
	if (facility < FACILITIES)
		ob_str(o, facilities[facility]);
	else
		ob_num(o, "unknown (", facility, ")");
}

/* The number between the brackets, 0 if there is none, and where the message begins. */
static bool priority(struct view *v, unsigned *value, size_t *at)
{
	*value = 0;
	if (*view_at(v, 0, 1) != '<')
		return false;
	for (*at = 1; *at <= DIGITS + 1; ++*at) {
		uint8_t c = *view_at(v, *at, 1);

		if (c == '>') {
			++*at;
			return true;
		}
		if (c < '0' || c > '9')
			return false;
		*value = *value * 10 + (c - '0');
	}
	return false;
}

static void syslog_print(struct pkt *pk, struct view v, struct obuf *o)
{
	unsigned value, facility;
	size_t at, len = v.len;

	if (!priority(&v, &value, &at)) {
		ob_str(o, " (invalid)");
		return;
	}
	facility = value >> 3;
	if (pk->show->v < 1) {
		ob_str(o, "SYSLOG ");
		facility_text(facility, o);
		ob_c(o, '.');
		ob_str(o, severities[value & 7]);
		ob_num(o, ", length: ", len, "");
		return;
	}
	ob_num(o, "SYSLOG, length: ", len, "\n\tFacility ");
	facility_text(facility, o);
	ob_num(o, " (", facility, "), Severity ");
	ob_str(o, severities[value & 7]);
	ob_num(o, " (", value & 7, ")\n\tMsg: ");
	ob_vis_view(o, view_behind(v, at));
	if (pk->show->v > 1 && !pk->failed)
		hex_dump(o, "\n\t", v.p, v.len, false);
}

const struct printer printer_syslog = { .name = "syslog", .title = "syslog", .on = syslog_on,
	.print = syslog_print, .whole = true };
