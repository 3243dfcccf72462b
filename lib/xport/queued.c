/* Entries of the error queue, as replies. See ip(7), RFC 792, RFC 4443, RFC 4884. */
#include "xport/queued.h"

#include <errno.h>

#include "wire/icmp.h"
#include "wire/icmpext.h"

static bool is_notice(uint8_t family, uint8_t type)
{
	return family == ADDR_V4 && (type == ICMP4_REDIRECT || type == ICMP4_QUENCH);
}

void queued_reply(const struct errq *e, struct cur data, size_t gone, struct reply *r)
{
	reply_clear(r);
	r->type = e->type;
	r->code = e->code;
	r->info = e->info;
	r->err = e->err;
	r->from = e->from;
	r->ttl = e->ttl;
	r->has_quote = false;
	if (e->origin == ERRQ_LOCAL) {
		r->kind = REPLY_LOCAL;
		return;
	}
	r->kind = is_notice(e->to.family, e->type) ? REPLY_NOTICE : REPLY_ERROR;
	if (e->to.family == ADDR_V4 && e->type == ICMP4_PARAMETER)
		r->info <<= 24;		/* where the message has it */
	icmpext_split_rest(e->to.family, e->type, data, e->stated, gone, &r->quoted, &r->ext);
}

/* Of calls: behind the smallest headers. */
#define TOO_LONG (65535 - 20 - 8 + REFUSALS_HEADERS)

void refusals_reply(uint64_t n, size_t size, uint8_t family, struct reply *r)
{
	reply_clear(r);
	r->kind = REPLY_LOCAL;
	r->err = size > TOO_LONG ? EMSGSIZE : EAGAIN;
	/* no packet of IPv4 is longer */
	r->info = size > TOO_LONG && family == ADDR_V4 ? UINT16_MAX : 0;
	r->seq = probe_seq(n);
}
