/* START_TLS of telnet (option 46, draft-altman-telnet-starttls-02): the server begins. */
#include <string.h>

#include "starttls/protos.h"

static const uint8_t do_tls[] = { 0xff, 0xfd, 46 }, will_follow[] = { 0xff, 0xfb, 46, 0xff, 0xfa,
	46, 1, 0xff, 0xf0 }, follows[] = { 0xff, 0xfa, 46, 1, 0xff, 0xf0 };

static size_t telnet_whole(const struct starttls *s)
{
	return s->step ? sizeof(follows) : sizeof(do_tls);
}

static enum starttls_state telnet_packet(struct starttls *s, struct obuf *say)
{
	if (!s->step) {
		if (memcmp(s->buf, do_tls, sizeof(do_tls)) != 0)
			return starttls_fail(s, "The server does not ask for START_TLS.", NULL);
		ob_mem(say, will_follow, sizeof(will_follow));
		s->step = 1;
		s->len = 0;
		return STARTTLS_MORE;
	}
	if (memcmp(s->buf, follows, sizeof(follows)) != 0)
		return starttls_fail(s, "The server does not follow with TLS.", NULL);
	return STARTTLS_GO;
}

const struct starttls_proto starttls_telnet = {
	.name = "telnet", .port = 23, .whole = telnet_whole, .packet = telnet_packet,
	.room = { 8192, 8192 }, .first_part = sizeof(do_tls),
};
