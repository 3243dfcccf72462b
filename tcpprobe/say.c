/* What the client itself says on standard output. */
#include "telnet.h"

void say(struct telnet *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	ob_vfmt(&t->out, fmt, ap);
	va_end(ap);
}

void char_text(struct obuf *o, uint8_t c)
{
	if (c == CHAR_OFF) {
		ob_str(o, "off");
	} else if (c < ' ' || c == 0x7f) {
		ob_c(o, '^');
		ob_c(o, (char)(c ^ '@'));
	} else if (c < 0x80) {
		ob_c(o, (char)c);
	} else {
		ob_fmt(o, "\\%03o", c);
	}
}
